import { NotPreparedError, type ReadModelTable } from "@factum/core";
import { readModelStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "./connect/open-pg.js";
import { PgReadModelStore } from "./pg-read-model-store.js";
import { aTable, keepTable, modelOf } from "./test-support/kept-table.js";
import { openTwo } from "./test-support/open-two.js";
import { testPool } from "./test-support/test-pool.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

readModelStoreContract({
  name: "PgReadModelStore",
  open: async () => {
    const { one, other, close } = await openTwo(database);
    return { store: one.readModels, listeners: one.listeners, another: other.readModels, close };
  },
});

describe("PgReadModelStore", () => {
  const move = { lease: { listener: "l", shard: 0, epoch: 1 }, from: 0, to: 1, parked: [], replayed: [] };
  let store: PgStore;
  let schema: string;
  beforeAll(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(() => store?.close());

  it("says what to do about a table whose columns changed without a new version", async () => {
    const table = aTable("things", { id: "text" }, ["id"]);
    await store.readModels.prepare(modelOf(table));
    const changed = aTable("things", { id: "text", n: "integer" }, ["id"]);
    await expect(store.readModels.prepare(modelOf(changed))).rejects.toThrow('Set "version: 2" in the model');
    await store.readModels.prepare(modelOf({ ...changed, version: 2 }));
  });

  it("gives up a build whose table somebody reads, leaves that table to be dropped later, and begins the next one empty", async () => {
    const table = aTable("given_up", { id: "text" }, ["id"]);
    const { model } = await keepTable(store, table);
    await store.readModels.startBuild(model);
    const young = await keepTable(store, table, { build: 2 });
    await young.commit(0, 1, { upserts: [{ id: "a" }] });
    const reader = await store.pool.connect();
    try {
      await reader.query(`begin; select from ${schema}.given_up_v1_b2`);
      expect(await store.readModels.cancelBuild(model)).toBe(2);
      expect(await store.readModels.builds(model)).toEqual({ live: 1, building: null });
      await store.readModels.startBuild(model);
      await keepTable(store, table, { build: 2 });
      expect(await store.readModels.load(table, 2, [{ id: "a" }])).toEqual([]);
      expect(await store.readModels.dropOldBuilds(model)).toEqual([]);
      await store.readModels.cancelBuild(model);
    } finally {
      await reader.query("rollback");
      reader.release();
    }
    expect(await store.readModels.dropOldBuilds(model)).toEqual(["given_up_v1_b2"]);
    await expect(store.readModels.cancelBuild(model)).rejects.toThrow("so there is none to give up");
  });

  it("is told apart by name alone when two processes prepare it with different columns at the same time", async () => {
    const { one, other, close } = await openTwo(database);
    try {
      for (let round = 0; round < 20; round++) {
        const models = ["a", "b"].map((column) => modelOf(aTable(`shape_${round}`, { [column]: "text" }, [column])));
        const prepared = await Promise.allSettled(
          models.map((model, index) => (index === 0 ? one : other).readModels.prepare(model)),
        );
        expect(prepared.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
        const refused = prepared.find(({ status }) => status === "rejected");
        expect(refused).toMatchObject({ reason: { code: "read-model-changed" } });
      }
    } finally {
      await close();
    }
  });

  it("names what is wrong with a table's name, even when there is no connection", async () => {
    const pool = testPool({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
    const unconnected = new PgReadModelStore({ pool });
    const table: ReadModelTable = { ...aTable("x".repeat(70), { id: "text" }, ["id"]), readModel: "x" };
    const works = await Promise.allSettled([
      unconnected.prepare(modelOf(table)),
      unconnected.commit(move, 1, [{ table, upserts: [{ id: "a" }], deletes: [] }]),
      unconnected.load(table, 1, [{ id: "a" }]),
    ]);
    for (const work of works) expect(work).toMatchObject({ reason: { code: "invalid-option" } });
    await expect(unconnected.builds(modelOf(table))).rejects.toMatchObject({ code: "postgres-unavailable" });
    await pool.end();
  });

  it("says that a table was not prepared, or has gone", async () => {
    const table = aTable("never", { id: "text" }, ["id"]);
    const works = await Promise.allSettled([
      store.readModels.builds(modelOf(table)),
      store.readModels.commit(move, 1, [{ table, upserts: [{ id: "a" }], deletes: [] }]),
      store.readModels.load(table, 1, [{ id: "a" }]),
      store.readModels.query(table, {}),
    ]);
    for (const work of works) expect(work).toMatchObject({ reason: expect.any(NotPreparedError) });

    const gone = aTable("gone", { id: "text" }, ["id"]);
    await store.readModels.prepare(modelOf(gone));
    await store.pool.query(`drop table ${schema}.gone_v1`);
    await expect(store.readModels.query(gone, {})).rejects.toThrow(NotPreparedError);
  });

  it("makes the indexes that a model asks for, each once and for every build", async () => {
    const indexes = [["n"], ["n", "id"], ["n"]];
    const table = { ...aTable("indexed", { id: "text", n: "integer" }, ["id"]), indexes };
    await store.readModels.prepare(modelOf({ ...table, indexes: [["n"]] }));
    await Promise.all([1, 2, 3].map(() => store.readModels.prepare(modelOf(table))));
    expect(await indexesOf("indexed_v1")).toEqual(["(id)", "(n)", "(n, id)"]);
    await store.readModels.startBuild(modelOf(table));
    await store.readModels.prepare(modelOf(table));
    expect(await indexesOf("indexed_v1_b2")).toEqual(["(id)", "(n)", "(n, id)"]);
  });

  it("empties the tables of a listener that is reset, wherever they are, and those alone", async () => {
    await store.pool.query(`create table ${schema}.mine (id int)`);
    await store.pool.query(`create table ${schema}.other (id int)`);
    for (const name of ["mine", "other"]) await store.pool.query(`insert into ${schema}.${name} values (1)`);
    const tables = [`${schema}.mine`, "not there", 'x"; drop table y; --'];
    await store.listeners.declare({ name: "resets", kind: "projection", shards: 1, tables });
    await store.listeners.reset("resets");
    expect((await store.pool.query(`select from ${schema}.mine`)).rowCount).toBe(0);
    expect((await store.pool.query(`select from ${schema}.other`)).rowCount).toBe(1);
  });

  it("keeps a batch of 1,000 events, with rows of two tables, in one round trip", async () => {
    const pool = testPool({ connectionString: database.connectionString, max: 1 });
    const listened = await openPg({ pool, schema });
    const one = { ...aTable("batch_one", { id: "text", n: "integer" }, ["id"]), readModel: "batch" };
    const two = { ...aTable("batch_two", { a: "integer", b: "boolean" }, ["a", "b"]), readModel: "batch" };
    await listened.readModels.prepare({ name: "batch", version: 1, tables: [one, two] });
    await listened.listeners.declare({ name: "batch_v1", kind: "read-model", shards: 1, tables: [] });
    const [lease] = await listened.listeners.acquire({ listeners: ["batch_v1"], owner: "test", ttlMs: 60_000 });
    if (lease === undefined) throw new TypeError("The lease was not to be had.");
    const rows = Array.from({ length: 1_000 }, (_, n) => n);
    const sent: unknown[] = [];
    const client = await pool.connect();
    const query = client.query.bind(client);
    Object.assign(client, {
      query: (...args: unknown[]) => [sent.push(args[0]), Reflect.apply(query, client, args)][1],
    });
    client.release();
    const committed = await listened.readModels.commit({ lease, from: 0, to: 1_000, parked: [], replayed: [] }, 1, [
      { table: one, upserts: rows.map((n) => ({ id: `${n}`, n })), deletes: [{ id: "none" }] },
      { table: two, upserts: rows.map((n) => ({ a: n, b: n % 2 === 0 })), deletes: [{ a: -1, b: true }] },
    ]);
    expect(committed).toBe(true);
    expect(sent).toHaveLength(1);
    expect(await listened.readModels.query(one, { limit: 2_000 })).toHaveLength(1_000);
    expect(await listened.readModels.query(two, { limit: 2_000 })).toHaveLength(1_000);
    await listened.close();
    await pool.end();
  });

  it("settles dead letters in a transaction that a frozen process loses before its lease ends", async () => {
    const table = aTable("settles", { id: "text" }, ["id"]);
    const { lease, position } = await keepTable(store, table, { ttlMs: 40_000 });
    const asked = store.pool.query(
      `create function ${schema}.noted() returns trigger language plpgsql as $$
       begin
         insert into ${schema}.timeouts values
           (current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'));
         return null;
       end $$`,
    );
    await asked;
    await store.pool.query(`create table ${schema}.timeouts (statement text, idle text)`);
    await store.pool.query(
      `create trigger noted after insert on ${schema}.settles_v1 execute function ${schema}.noted()`,
    );
    const move = { lease, from: 0, to: 1, parked: [{ key: "k", position: 1, error: null }], replayed: [] };
    await store.readModels.commit(move, 1, [{ table, upserts: [{ id: "a" }], deletes: [] }]);
    expect(await position()).toBe(1);
    const { rows } = await store.pool.query(`select * from ${schema}.timeouts`);
    expect(rows).toEqual([{ statement: "20s", idle: "20s" }]);
  });

  async function indexesOf(name: string): Promise<readonly string[]> {
    const { rows } = await store.pool.query<{ columns: string }>(
      `select substring(indexdef from '\\(.*\\)$') as columns from pg_indexes
        where schemaname = $1 and tablename = $2 order by 1`,
      [schema, name],
    );
    return rows.map(({ columns }) => columns);
  }
});
