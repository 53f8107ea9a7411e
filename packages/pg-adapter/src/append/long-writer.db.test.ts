import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";

describe("one long writer with readers beside it", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("stalls neither the other writers nor the readers", async () => {
    const writer = new pg.Client(database.connectionString);
    await writer.connect();
    await writer.query("begin");
    await appendOn(writer, schema, { streamId: "a-1", expectedVersion: 0, events: [anEvent()] });

    // Readers and writers at once, round after round; whoever waited for the long writer would wait for ever.
    for (let round = 0; round < 20; round++) {
      const [safe, outcome] = await Promise.all([
        store.events.safePosition(),
        store.events.append({ streamId: `a-2-${round}`, expectedVersion: 0, events: [anEvent()] }),
        store.events.readBatch({ after: 0, upTo: 0, limit: 10 }),
      ]);
      expect(safe).toBe(0);
      expect(outcome).toMatchObject({ status: "stored", position: round + 2 });
    }

    await writer.query("commit");
    await writer.end();
    expect(await store.events.safePosition()).toBe(21);
  });
});
