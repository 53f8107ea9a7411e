import { NotPreparedError, type ReadModelTable } from "@factum/core";
import { readModelStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "./connect/open-pg.js";
import type { OwnQuery } from "./connect/run-query.js";
import { PgReadModelStore } from "./pg-read-model-store.js";
import { keysQuery } from "./read-models/load-rows.js";
import { rowsQuery } from "./read-models/query-rows.js";
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
  it("refuses a table whose columns changed without a new version", async () => {
    const store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    const table: ReadModelTable = {
      name: "things",
      version: 1,
      columns: [{ name: "id", type: "text", nullable: false }],
      key: ["id"],
    };
    await store.readModels.prepare(table);
    const changed = { ...table, columns: [...table.columns, { name: "n", type: "integer", nullable: true } as const] };
    await expect(store.readModels.prepare(changed)).rejects.toThrow('Set "version: 2" in the model');
    await store.readModels.prepare({ ...changed, version: 2 });
    await store.close();
  });

  describe("with many rows", () => {
    const table: ReadModelTable = {
      name: "many",
      version: 1,
      columns: [
        { name: "id", type: "text", nullable: false },
        { name: "n", type: "integer", nullable: false },
      ],
      key: ["id"],
    };
    let store: PgStore;
    let schema: string;
    beforeAll(async () => {
      schema = database.freshSchema();
      store = await openPg({ connectionString: database.connectionString, schema });
      await store.readModels.prepare(table);
      const rows = Array.from({ length: 50_000 }, (_, n) => ({ id: `row ${n}`, n }));
      await store.readModels.commit(table, { from: 0, to: 1, upserts: rows, deletes: [] });
      await store.pool.query(`analyze "${schema}".many_v1`);
    });
    afterAll(() => store?.close());

    const planOf = async ({ text, values }: OwnQuery) => {
      const { rows } = await store.pool.query<Record<"QUERY PLAN", string>>(`explain ${text}`, values);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };

    it("finds those of a key by its index", async () => {
      const plan = await planOf(rowsQuery(schema, table, { where: { id: "row 7" } }));
      expect(plan).toContain("Index Scan using many_v1_pkey");
      expect(plan).not.toContain("Seq Scan");
    });

    it("loads those of a batch by its index", async () => {
      const plan = await planOf(keysQuery(schema, table, [{ id: "row 7" }, { id: "row 8" }]));
      expect(plan).toContain("Index Scan using many_v1_pkey");
      expect(plan).not.toContain("Seq Scan");
    });
  });

  it("is told apart by name alone when two processes prepare it with different columns at the same time", async () => {
    const { one, other, close } = await openTwo(database);
    try {
      for (let round = 0; round < 20; round++) {
        const tables = ["a", "b"].map((name): ReadModelTable => {
          const columns = [{ name, type: "text", nullable: false } as const];
          return { name: `shape_${round}`, version: 1, columns, key: [name] };
        });
        const prepared = await Promise.allSettled(
          tables.map((table, index) => (index === 0 ? one : other).readModels.prepare(table)),
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
    const store = new PgReadModelStore({ pool });
    const table: ReadModelTable = { name: "x".repeat(70), version: 1, columns: [], key: [] };
    const changes = { from: 0, to: 1, upserts: [], deletes: [] };
    const works = await Promise.allSettled([
      store.prepare(table),
      store.reset(table),
      store.commit(table, changes),
      store.load(table, [{}]),
      store.query(table, {}),
    ]);
    for (const work of works) expect(work).toMatchObject({ reason: { code: "invalid-option" } });
    await expect(store.checkpoint(table)).rejects.toMatchObject({ code: "postgres-unavailable" });
    await pool.end();
  });

  it("says that a table was not prepared", async () => {
    const store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    const table: ReadModelTable = {
      name: "never",
      version: 1,
      columns: [{ name: "id", type: "text", nullable: false }],
      key: ["id"],
    };
    const changes = { from: 0, to: 1, upserts: [{ id: "a" }], deletes: [] };
    const works = await Promise.allSettled([
      store.readModels.checkpoint(table),
      store.readModels.reset(table),
      store.readModels.commit(table, changes),
      store.readModels.load(table, [{ id: "a" }]),
      store.readModels.query(table, {}),
    ]);
    for (const work of works) expect(work).toMatchObject({ reason: expect.any(NotPreparedError) });
    await store.close();
  });
});
