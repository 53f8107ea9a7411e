import { type Append, type AppendOutcome, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { PgEventStore } from "../pg-event-store.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";
import { type HeldStream, holdStream } from "../test-support/held-stream.js";

// Nothing here is measured: whatever is awaited before a release would wait for ever, or for many seconds, if the held
// stream were in its way.
describe("streams that callers' open transactions hold", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema, maxConnections: 4 });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it("do not hold up the other 250 of 256 that were appended to together", async () => {
    const streamIds = Array.from({ length: 256 }, newStream);
    await Promise.all(streamIds.slice(0, 128).map(appendTo));
    // Old ones, and some that are just being created.
    const held = streamIds.filter((_, index) => index % 50 === 7);
    const holders = await holdAll(held);
    const appends = streamIds.map((streamId) => ({ streamId, outcome: appendTo(streamId) }));

    const free = appends.filter(({ streamId }) => !held.includes(streamId));
    const statuses = (await Promise.all(free.map(({ outcome }) => outcome))).map(({ status }) => status);
    expect(statuses).toEqual(free.map(() => "stored"));

    await releaseAll(holders);
    for (const { outcome } of appends) expect(await outcome).toMatchObject({ status: "stored" });
  });

  it("delay nobody else even if there are more of them than connections", { timeout: 5_000 }, async () => {
    const held = Array.from({ length: 16 }, newStream);
    const holders = await holdAll(held);
    const waiting = held.map(appendTo);
    for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 20 }, () => appendTo(newStream())));
    await releaseAll(holders);
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(held.map(() => "stored"));
  });

  it("keep a group waiting, and not those who append to the group's other streams", async () => {
    const [first, held, last] = ["a-1", "a-2", "a-3"] as const;
    await Promise.all([first, held, last].map(appendTo));
    const holder = await holdStream(database.connectionString, schema, held);
    const group = store.events.appendAll([anyTo(first), anyTo(held), anyTo(last)]);
    // The group locks its first stream whenever it tries; somebody else never finds that locked for long.
    const other = new pg.Client(database.connectionString);
    await other.connect();
    await other.query("set lock_timeout = '250ms'");
    for (let round = 0; round < 200; round++) await appendOn(other, schema, anyTo(first));
    await appendTo(last);
    await other.end();
    await holder.release();
    expect((await group).map(({ status, version }) => `${status} ${version}`)).toEqual([
      "stored 202",
      "stored 2",
      "stored 3",
    ]);
  });

  it("are conflicts, not failures, for those who wanted to create what was being created", async () => {
    const other = await openPg({ connectionString: database.connectionString, schema });
    const client = await other.pool.connect();
    await client.query("begin");
    await client.query(`select ${schema}.append_1(array['a-1'], '{0}', array[null]::uuid[], '{1}', '{0}', '{1}',
      array[gen_random_uuid()], '{Happened}', '{1}', array['{}'::jsonb], array['{}'::jsonb], false, null)`);
    const creation = store.events.append({ ...anyTo("a-1"), expectedVersion: "no-stream" });
    await appendTo("a-2");
    await client.query("commit");
    client.release();
    expect(await creation).toMatchObject({ status: "conflict", version: 1 });
    await other.close();
  });

  it("are free again for the others when the holder's connection is cut", async () => {
    await appendTo("a-1");
    const holder = await holdStream(database.connectionString, schema, "a-1");
    const waiting = appendTo("a-1");
    await appendTo("a-2");
    await holder.cut(store.pool);
    expect(await waiting).toMatchObject({ status: "stored", version: 2 });
  });

  it("are waited for with patience although the session's statement_timeout ends every wait", async () => {
    const hasty = await openPg({ connectionString: database.connectionString, schema, statementTimeoutMs: 40 });
    await appendTo("a-1");
    const holder = await holdStream(database.connectionString, schema, "a-1");
    const query = vi.spyOn(pg.Client.prototype, "query");
    const waiting = hasty.events.append(anyTo("a-1"));
    // More often than a statement that was canceled for another reason would be sent.
    const isCall = ([config]: unknown[]) => JSON.stringify(config).includes("append_1");
    await vi.waitFor(() => expect(query.mock.calls.filter(isCall).length).toBeGreaterThan(15), { timeout: 10_000 });
    query.mockRestore();
    expect(await hasty.events.append(anyTo("a-2"))).toMatchObject({ status: "stored" });
    await holder.release();
    expect(await waiting).toMatchObject({ status: "stored", version: 2 });
    await hasty.close();
  });

  it("are named when an append gives up; where none is held, a table is", async () => {
    const impatient = new PgEventStore({ pool: store.pool, schema, patience: { heldMs: 100 } });
    for (const streamId of ["a-1", "a-2"]) await appendTo(streamId);
    const holder = await holdStream(database.connectionString, schema, "a-2");
    await expect(impatient.appendAll([anyTo("a-1"), anyTo("a-2")])).rejects.toMatchObject({
      code: "stream-held",
      streamIds: ["a-1", "a-2"],
      held: ["a-2"],
      message: expect.stringContaining('has held "a-2" for more than 100 ms') as string,
    });
    await holder.release();

    for (const table of ["events", "streams"]) {
      const client = new pg.Client(database.connectionString);
      await client.connect();
      await client.query("begin");
      await client.query(`lock table ${schema}.${table} in access exclusive mode`);
      await expect(impatient.append(anyTo("a-1"))).rejects.toMatchObject({
        code: "stream-held",
        held: [],
        message: expect.stringContaining("a whole table of the store") as string,
      });
      await client.end();
    }
  });

  function newStream(): string {
    return `a-${uuidv7()}`;
  }

  function anyTo(streamId: string): Append {
    return { streamId, expectedVersion: "any", events: [anEvent()] };
  }

  function appendTo(streamId: string): Promise<AppendOutcome> {
    return store.events.append(anyTo(streamId));
  }

  function holdAll(streamIds: readonly string[]): Promise<HeldStream[]> {
    return Promise.all(streamIds.map((streamId) => holdStream(database.connectionString, schema, streamId)));
  }

  async function releaseAll(holders: readonly HeldStream[]): Promise<void> {
    await Promise.all(holders.map((holder) => holder.release()));
  }
});
