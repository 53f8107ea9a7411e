import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { anEvent } from "../test-support/events.js";
import { aTable, keepTable } from "../test-support/kept-table.js";
import { openRefusingPooler } from "../test-support/refusing-pooler.js";
import { openSilentProxy, type SilentProxy } from "../test-support/silent-proxy.js";
import { openPg, type PgStore } from "./open-pg.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

const append = (store: PgStore, streamId = "a-1") =>
  store.events.append({ streamId, expectedVersion: "any", events: [anEvent()] });

const TABLE = aTable("things", { id: "text" }, ["id"]);

describe("A store on a pool of the application's own", () => {
  it("does everything that it does on one that it made, and leaves the pool open when it closes", async () => {
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 3 });
    const schema = database.freshSchema();
    try {
      const store = await openPg({ pool, schema });
      expect(store.pool).toBe(pool);
      const wake = vi.fn();
      store.notifier.subscribe(wake);
      await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
      expect(await append(store)).toMatchObject({ status: "stored", version: 1 });
      expect(await store.events.safePosition()).toBe(1);
      expect(await (await keepTable(store, TABLE)).commit(0, 1)).toBe(true);
      await store.close();
      expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    } finally {
      await pool.end();
    }
  });

  it("listens where it is told to", async () => {
    const pool = new pg.Pool({ connectionString: database.connectionString });
    const applicationName = `listens ${database.freshSchema().slice(0, 20)}`;
    const listen = { connectionString: database.connectionString, application_name: applicationName };
    const store = await openPg({ pool, schema: database.freshSchema(), listen });
    const wake = vi.fn();
    store.notifier.subscribe(wake);
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
    const text = "select query from pg_stat_activity where application_name = $1";
    expect((await pool.query(text, [applicationName])).rows).toHaveLength(1);
    await store.close();
    await pool.end();
  });
});

describe("A store whose server falls silent", () => {
  let proxy: SilentProxy;
  let schema: string;
  let store: PgStore;
  beforeEach(async () => {
    proxy = await openSilentProxy(database.connectionString);
    schema = database.freshSchema();
    store = await openPg({ connectionString: proxy.connectionString, schema, queryTimeoutMs: 300 });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });

  it("does not wait for an answer for ever, and asks on another connection next time", async () => {
    const { position } = await keepTable(store, TABLE);
    proxy.silence();
    await expect(position()).rejects.toMatchObject({ code: "postgres-connection-lost" });
    proxy.speak();
    expect(await position()).toBe(0);
  });

  it("stores an append that was under way as soon as the server speaks again, once", async () => {
    await append(store);
    proxy.silence();
    const appending = append(store);
    proxy.speak();
    expect(await appending).toMatchObject({ status: "stored", version: 2 });
  });

  it("never uses a connection again on which a query still runs", async () => {
    const { commit, position } = await keepTable(store, TABLE);
    const blocker = new pg.Client({ connectionString: database.connectionString });
    await blocker.connect();
    await blocker.query(`begin; lock table "${schema}".checkpoints`);
    for (const work of [position, () => commit(5, 6)]) {
      await expect(work()).rejects.toMatchObject({ code: "postgres-connection-lost" });
      expect(store.pool.totalCount).toBe(0);
    }
    await blocker.end();
    expect(await position()).toBe(0);
  });

  it("closes within seconds, with idle connections, borrowed ones and queries under way", async () => {
    store.notifier.subscribe(() => {});
    await Promise.all([append(store), store.events.safePosition(), store.events.safePosition()]);
    await store.pool.connect(); // Never given back.
    proxy.silence();
    const asked = store.pool.query("select 1").catch(() => {});
    const start = performance.now();
    await store.close();
    expect(performance.now() - start).toBeLessThan(9_000);
    await asked;
  });
});

describe("A store in a database whose transactions are serializable unless they say otherwise", () => {
  let admin: pg.Client;
  let name: string;
  let connectionString: string;
  beforeAll(async () => {
    name = database.freshSchema();
    admin = new pg.Client({ connectionString: database.connectionString });
    await admin.connect();
    await admin.query(`create database ${name}`);
    await admin.query(`alter database ${name} set default_transaction_isolation = serializable`);
    const url = new URL(database.connectionString);
    url.pathname = `/${name}`;
    connectionString = url.href;
  });
  afterAll(async () => {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  });

  it.each([
    ["works all the same", ""],
    ["works with options of the application's own, and keeps them", "?options=-c%20work_mem%3D5MB"],
  ])("%s", async (_, options) => {
    const store = await openPg({ connectionString: connectionString + options, schema: database.freshSchema() });
    try {
      expect(await append(store)).toMatchObject({ status: "stored" });
      expect(await store.events.safePosition()).toBe(1);
      const { rows } = await store.pool.query<{ work_mem: string }>("show work_mem");
      if (options !== "") expect(rows).toEqual([{ work_mem: "5MB" }]);
    } finally {
      await store.close();
    }
  });
});

describe("A store behind a pooler that refuses options of the connection", () => {
  it("goes without them", async () => {
    const pooler = await openRefusingPooler(database.connectionString);
    const store = await openPg({ connectionString: pooler.connectionString, schema: database.freshSchema() });
    try {
      expect(await append(store)).toMatchObject({ status: "stored" });
      expect(pooler.refused).toEqual(["options"]);
    } finally {
      await store.close();
      await pooler.close();
    }
  });

  it("says so when the application has asked for one", async () => {
    const pooler = await openRefusingPooler(database.connectionString);
    const options = { connectionString: pooler.connectionString, schema: database.freshSchema() };
    try {
      await expect(openPg({ ...options, statementTimeoutMs: 1_000 })).rejects.toThrow("statement_timeout");
    } finally {
      await pooler.close();
    }
  });
});

describe("The statement timeout", () => {
  it("is the server's own, and does not hold for the migration", async () => {
    const { connectionString } = database;
    const store = await openPg({ connectionString, schema: database.freshSchema(), statementTimeoutMs: 100 });
    try {
      await expect(store.pool.query("select pg_sleep(5)")).rejects.toMatchObject({ code: "57014" });
      expect(await append(store)).toMatchObject({ status: "stored" });
    } finally {
      await store.close();
    }
  });
});
