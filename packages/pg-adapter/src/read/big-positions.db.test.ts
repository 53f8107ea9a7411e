import type { Append } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { inTransaction } from "../connect/run-query.js";
import { SQLSTATE } from "../errors/pg-errors.js";
import { UnsafeIntegerError } from "../errors/unsafe-integer-error.js";
import { PgEventStore } from "../pg-event-store.js";
import { COUNTING_TABLE } from "../test-support/counting-listener.js";
import { anEvent } from "../test-support/events.js";
import { keepTable } from "../test-support/kept-table.js";

describe("positions beyond what JSON numbers usually hold", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it("are exact up to the largest safe integer, on every way out", async () => {
    const first = Number.MAX_SAFE_INTEGER - 1;
    await setLast(first - 1);
    const outcomes = [await append(), await append()];
    expect(outcomes.map(({ position }) => position)).toEqual([first, first + 1]);
    expect(await store.events.safePosition()).toBe(first + 1);
    const events = await store.events.readBatch({ after: first - 1, upTo: first + 1, limit: 10 });
    expect(events.map(({ position }) => position)).toEqual([first, first + 1]);
    expect(await store.events.readBatch({ after: first, upTo: first + 1, limit: 10 })).toHaveLength(1);

    const kept = await keepTable(store, COUNTING_TABLE);
    await kept.commit(0, first);
    expect(await kept.position()).toBe(first);
  });

  it("are refused above it before anything is stored, whichever way an append takes", async () => {
    const exact = (stream: number): Append => ({ streamId: `a-${stream}`, expectedVersion: 0, events: [anEvent()] });
    const long: Append = { streamId: "a-1", expectedVersion: "any", events: [anEvent(), anEvent()] };
    const within: Append = { streamId: "a-1", expectedVersion: "any", events: [anEvent()] };
    for (const perform of [
      () => store.events.append(exact(1)),
      () => Promise.all([store.events.append(exact(1)), store.events.append(exact(2))]),
      () => store.events.appendAll([exact(1), exact(2)]),
      () => store.events.append(long),
      () =>
        inTransaction(store.pool, (client) =>
          new PgEventStore({ pool: store.pool, schema }).appendWithin(client, [within]),
        ),
    ]) {
      await setLast(Number.MAX_SAFE_INTEGER);
      await expect(perform()).rejects.toMatchObject({ code: "postgres", sqlState: SQLSTATE.unsafePosition });
    }
    await setLast(Number.MAX_SAFE_INTEGER);
    expect(await store.events.readBatch({ after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 1 })).toEqual([]);
  });

  it("are an error above it where they are read, never another position", async () => {
    await setLast(Number.MAX_SAFE_INTEGER);
    await expect(append()).rejects.toThrow("9007199254740992 is beyond");
    await expect(store.events.safePosition()).rejects.toBeInstanceOf(UnsafeIntegerError);
  });

  function append() {
    return store.events.append({ streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
  }

  async function setLast(position: number): Promise<void> {
    await store.pool.query("select setval($1::regclass, $2::bigint)", [`${schema}.positions`, String(position)]);
  }
});
