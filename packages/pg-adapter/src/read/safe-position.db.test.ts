import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";

describe("the safe position", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return async () => {
      for (const client of clients.splice(0)) await client.end();
      await store.close();
    };
  });
  afterAll(() => database?.stop());

  it("is 0 in an empty store, so that the first event is not passed over", async () => {
    expect(await store.events.safePosition()).toBe(0);
    await appendOne("a-1");
    expect(await store.events.safePosition()).toBe(1);
  });

  it("stays below the events of an open transaction, and passes them once it has committed", async () => {
    const open = await connection();
    await open.query("begin");
    await appendOn(open, schema, { streamId: "a-1", expectedVersion: "any", events: [anEvent(), anEvent()] });
    await appendOne("a-2");

    expect(await store.events.safePosition()).toBe(0);
    await open.query("commit");
    expect(await store.events.safePosition()).toBe(3);
    expect(await positionsUpTo(3)).toEqual([1, 2, 3]);
  });

  it("stays below the very first event of all while that is not committed", async () => {
    const open = await connection();
    await open.query("begin");
    await appendOn(open, schema, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
    expect(await store.events.safePosition()).toBe(0);
  });

  it("passes positions that were rolled back, by savepoint or altogether", async () => {
    const open = await connection();
    await open.query("begin");
    await appendOn(open, schema, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
    await open.query("savepoint s");
    await appendOn(open, schema, { streamId: "a-2", expectedVersion: "any", events: [anEvent()] });
    await open.query("rollback to s");
    expect(await store.events.safePosition()).toBe(0);
    await open.query("commit");
    expect(await store.events.safePosition()).toBe(2);

    await open.query("begin");
    await appendOn(open, schema, { streamId: "a-3", expectedVersion: "any", events: [anEvent()] });
    await open.query("rollback");
    expect(await store.events.safePosition()).toBe(3);
    expect(await positionsUpTo(3)).toEqual([1]);
  });

  it("stays below an append whose first floor an earlier append of the same transaction took", async () => {
    const open = await connection();
    await open.query("begin");
    await appendOn(open, schema, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
    await appendOne("a-2");
    await appendOn(open, schema, { streamId: "a-3", expectedVersion: "any", events: [anEvent()] });
    expect(await store.events.safePosition()).toBe(0);
    await open.query("commit");
    expect(await positionsUpTo(await store.events.safePosition())).toEqual([1, 2, 3]);
  });

  it("is not held back by long transactions that append nothing, here or in another database", async () => {
    const reader = await connection();
    await reader.query("begin isolation level repeatable read");
    await reader.query("create temporary table t (a int) on commit drop");
    await reader.query("insert into t values (1)");
    expect((await reader.query("select pg_current_xact_id()")).rowCount).toBe(1);
    await store.pool.query(`create database ${schema}`);
    const elsewhere = await connection({ database: schema });
    await elsewhere.query("begin");
    await elsewhere.query("create table t (a int)");

    await appendOne("a-1");
    expect(await store.events.safePosition()).toBe(1);

    await elsewhere.end();
    clients.splice(clients.indexOf(elsewhere), 1);
    await store.pool.query(`drop database ${schema}`);
  });

  it("is not held back by an open append to another store in the same database", async () => {
    const other = database.freshSchema();
    const neighbour = await openPg({ connectionString: database.connectionString, schema: other });
    const open = await connection();
    await open.query("begin");
    await appendOn(open, other, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
    await appendOne("a-1");
    expect(await store.events.safePosition()).toBe(1);
    expect(await neighbour.events.safePosition()).toBe(0);
    await open.query("rollback");
    await neighbour.close();
  });

  it.each(["repeatable read", "serializable"])("refuses readers and appends under %s", async (level) => {
    const client = await connection();
    await client.query(`begin isolation level ${level}`);
    await expect(client.query(`select ${schema}.safe_position_1()`)).rejects.toMatchObject({ code: "ZF002" });
    await client.query("rollback");
    await client.query(`begin isolation level ${level}`);
    const append = appendOn(client, schema, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
    await expect(append).rejects.toMatchObject({ code: "ZF002" });
  });

  it("survives floors beyond 32 bits", async () => {
    await store.pool.query(`select setval('${schema}.positions', 4294967295 * 3)`);
    await appendOne("a-1");
    const open = await connection();
    await open.query("begin");
    await appendOn(open, schema, { streamId: "a-2", expectedVersion: "any", events: [anEvent()] });
    await appendOne("a-3");
    expect(await store.events.safePosition()).toBe(4294967295 * 3 + 1);
    await open.query("commit");
    expect(await store.events.safePosition()).toBe(4294967295 * 3 + 3);
  });

  async function appendOne(streamId: string): Promise<void> {
    await store.events.append({ streamId, expectedVersion: "any", events: [anEvent()] });
  }

  async function positionsUpTo(upTo: number): Promise<number[]> {
    return (await store.events.readBatch({ after: 0, upTo, limit: 100 })).map(({ position }) => position);
  }

  async function connection(options: pg.ClientConfig = {}): Promise<pg.Client> {
    const url = new URL(database.connectionString);
    if (options.database !== undefined) url.pathname = `/${options.database}`;
    const client = new pg.Client(url.href);
    await client.connect();
    clients.push(client);
    return client;
  }
});
