import { uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { PgEventStore } from "../pg-event-store.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { openPg, type PgStore } from "./open-pg.js";

describe("whoever wants to know when what was read before may no longer hold", () => {
  let database: TestDatabase;
  let admin: PgStore;
  let pool: Pool;
  let events: PgEventStore;

  beforeAll(async () => {
    database = await openTestDatabase();
    admin = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
  });
  beforeEach(async () => {
    const schema = database.freshSchema();
    await (await openPg({ connectionString: database.connectionString, schema })).close();
    pool = testPool({ connectionString: database.connectionString, max: 2, application_name: schema });
    events = new PgEventStore({ pool, schema });
    return () => pool.end();
  });
  afterAll(async () => {
    await admin?.close();
    await database?.stop();
  });

  it("is told when an idle connection is cut", async () => {
    await append();
    const told = new Promise<void>((resolve) => events.onInterruption(resolve));
    await cutAll();
    await told;
  });

  it("is told when a connection is cut under an append, before the append is stored", async () => {
    const told = vi.fn();
    events.onInterruption(told);
    const blocker = await lockEvents();
    const appending = append().then((outcome) => ({ outcome, calls: told.mock.calls.length }));
    await cutWaiting();
    await blocker.release();
    expect(await appending).toMatchObject({ outcome: { status: "stored" }, calls: 1 });
  });

  it("is told when a connection is cut under a read, before the read fails", async () => {
    const told = vi.fn();
    events.onInterruption(told);
    const blocker = await lockEvents();
    const reading = events.readBatch({ after: 0, upTo: 1, limit: 1 }).catch(() => told.mock.calls.length);
    await cutWaiting();
    expect(await reading).toBe(1);
    await blocker.release();
  });

  it("is told when a connection is cut under an append in a transaction of the caller's own", async () => {
    const told = vi.fn();
    events.onInterruption(told);
    const client = await pool.connect();
    client.on("error", () => {});
    await client.query("begin");
    const blocker = await lockEvents();
    const one = { streamId: "a-1", expectedVersion: "any", events: [anEvent()] } as const;
    const appending = events.appendWithin(client, [one]).catch(() => told.mock.calls.length);
    await cutWaiting();
    expect(await appending).toBe(1);
    client.release(true);
    await blocker.release();
  });

  it("is told when the server cannot be reached", async () => {
    const nowhere = testPool({ host: "127.0.0.1", port: 1, user: "nobody", database: "none" });
    const store = new PgEventStore({ pool: nowhere });
    const told = vi.fn();
    store.onInterruption(told);
    await expect(store.safePosition()).rejects.toMatchObject({ code: "postgres-unavailable" });
    expect(told).toHaveBeenCalledTimes(1);
    await nowhere.end();
  });

  it("is not told of what the server refuses, and not any more once unsubscribed", async () => {
    const [told, staying] = [vi.fn(), vi.fn()];
    const [unsubscribe, again] = [events.onInterruption(told), events.onInterruption(told)];
    events.onInterruption(staying);
    await expect(new PgEventStore({ pool, schema: "missing" }).safePosition()).rejects.toMatchObject({
      code: "postgres",
    });
    expect(told).not.toHaveBeenCalled();
    unsubscribe();
    const blocker = await lockEvents();
    const appending = append();
    await cutWaiting();
    await blocker.release();
    await appending;
    // The same callback was given twice, and one of the two stays.
    expect([told, staying].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    again();
  });

  it("hurts nobody by throwing: that becomes a warning", async () => {
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    events.onInterruption(() => {
      throw new Error("the subscriber is wrong");
    });
    const told = vi.fn();
    events.onInterruption(told);
    const blocker = await lockEvents();
    const appending = append();
    await cutWaiting();
    await blocker.release();
    expect(await appending).toMatchObject({ status: "stored" });
    expect(told).toHaveBeenCalledTimes(1);
    expect((await warned).message).toBe("the subscriber is wrong");
  });

  function append() {
    return events.append({ streamId: `a-${uuidv7()}`, expectedVersion: 0, events: [anEvent()] });
  }

  async function lockEvents(): Promise<{ release(): Promise<void> }> {
    const client = await admin.pool.connect();
    await client.query("begin");
    await client.query(`lock table "${applicationName()}".events in access exclusive mode`);
    return {
      release: async () => {
        await client.query("rollback");
        client.release();
      },
    };
  }

  function cutAll() {
    return admin.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [
      applicationName(),
    ]);
  }

  /** Cuts the connection that waits for a lock, as soon as there is one. */
  async function cutWaiting(): Promise<void> {
    for (;;) {
      const { rows } = await admin.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = $1 and wait_event_type = 'Lock' and state = 'active'`,
        [applicationName()],
      );
      if (rows.length > 0) return;
    }
  }

  /** The schema's name, which the connections under test carry. */
  function applicationName(): string {
    return pool.options.application_name ?? "";
  }
});
