import type { Row } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import type { OwnQuery } from "../connect/run-query.js";
import { PgReadModelStore } from "../pg-read-model-store.js";
import { aTable, keepTable, modelOf } from "../test-support/kept-table.js";
import { liveTable } from "./live-table.js";
import { keysQuery } from "./load-rows.js";
import { rowsQuery } from "./query-rows.js";

describe("A query of a read model", () => {
  let database: TestDatabase;
  let store: PgStore;
  let schema: string;
  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it.each(["repeatable read", "serializable"])(
    "in an open %s transaction reads what was live at its start",
    async (level) => {
      const { table, swapTo } = await filled(`level_${level.slice(0, 3)}`);
      await inTransaction(`begin isolation level ${level}`, async (client) => {
        expect(await store.readModels.queryOn(client, table, {})).toEqual([{ id: "build 1" }]);
        await swapTo(2, "build 2");
        expect(await store.readModels.queryOn(client, table, {})).toEqual([{ id: "build 1" }]);
        const name = await liveTable(client, table, { schema });
        expect((await client.query(`select t.id from ${name} t join ${name} u using (id)`)).rows).toEqual([
          { id: "build 1" },
        ]);
        expect(await store.readModels.query(table, {})).toEqual([{ id: "build 2" }]);
      });
      await inTransaction(`begin isolation level ${level}`, async (client) => {
        expect(await store.readModels.queryOn(client, table, {})).toEqual([{ id: "build 2" }]);
        expect(await liveTable(client, table, { schema })).toBe(`"${schema}"."${table.name}_v1_b2"`);
      });
    },
  );

  it("in an open transaction at the default level reads what is live by then", async () => {
    const { table, swapTo } = await filled("committed");
    await inTransaction("begin", async (client) => {
      expect(await store.readModels.queryOn(client, table, {})).toEqual([{ id: "build 1" }]);
      await swapTo(2, "build 2");
      expect(await store.readModels.queryOn(client, table, {})).toEqual([{ id: "build 2" }]);
    });
  });

  it("that was prepared before the swap finds nothing in the table of old, and so cannot answer wrongly", async () => {
    const { table, swapTo } = await filled("prepared");
    await inTransaction("begin", async (client) => {
      const query = { ...rowsQuery(schema, table, 1, {}), name: "of build 1" };
      for (let run = 0; run < 7; run++) expect((await client.query(query)).rows).toEqual([{ id: "build 1" }]);
      await swapTo(2, "build 2");
      expect((await client.query(query)).rows).toEqual([]);
    });
    expect(await store.readModels.query(table, {})).toEqual([{ id: "build 2" }]);
  });

  it("of a process that slept through many builds reads the live one, the tables of old being gone", async () => {
    const { table, swapTo } = await filled("slept");
    const sleeper = new PgReadModelStore({ pool: store.pool, schema });
    expect(await sleeper.query(table, {})).toEqual([{ id: "build 1" }]);
    await swapTo(2, "build 2");
    await swapTo(3, "build 3");
    await store.readModels.dropOldBuilds(modelOf(table));
    expect(await sleeper.query(table, {})).toEqual([{ id: "build 3" }]);
  });

  it("costs one round trip when there are rows, and looks for another build when there are none", async () => {
    const { table } = await filled("trips");
    await store.readModels.query(table, {});
    const sent = await statementsOf(() => store.readModels.query(table, {}));
    expect(sent).toBe(1);
    expect(await statementsOf(() => store.readModels.query(table, { where: { id: "none" } }))).toBe(2);
  });

  it("asks for the live build once, before it touches the table, and finds rows by their indexes", async () => {
    const table = { ...aTable("many", { id: "text", n: "integer", t: "text" }, ["id"]), indexes: [["n", "t"]] };
    const { commit } = await keepTable(store, table);
    const upserts = Array.from({ length: 50_000 }, (_, n) => ({ id: `row ${n}`, n: n % 100, t: `${n}` }));
    await commit(0, 1, { upserts });
    await store.pool.query(`analyze ${schema}.many_v1`);

    const byKey = await planOf(rowsQuery(schema, table, 1, { where: { id: "row 7" } }));
    expect(byKey).toContain("Index Scan using many_v1_pkey");
    expect(byKey).toContain("One-Time Filter");
    const byIndex = await planOf(rowsQuery(schema, table, 1, { where: { n: 7 }, orderBy: ["t"], limit: 10 }));
    expect(byIndex).toContain("Index Scan using many_v1_n_t_idx");
    const byKeys = await planOf(keysQuery(schema, table, 1, [{ id: "row 7" }, { id: "row 8" }]));
    expect(byKeys).toContain("Index Scan using many_v1_pkey");
    for (const plan of [byKey, byIndex, byKeys]) expect(plan).not.toContain("Seq Scan on many");

    // Of a build that is not live nothing is read at all.
    await store.readModels.startBuild(modelOf(table));
    await store.readModels.prepare(modelOf(table));
    const notLive = await planOf(rowsQuery(schema, table, 2, {}), "analyze, costs off, timing off");
    expect(notLive).toMatch(/(Index|Seq|Bitmap Heap) Scan.* on many_v1_b2.*never executed/);
  });

  /** A read model whose live build has one row, and the way to the next builds. */
  async function filled(name: string) {
    const table = aTable(name, { id: "text" }, ["id"]);
    const fill = async (build: number, id: string) => {
      const { commit } = await keepTable(store, table, { build });
      expect(await commit(0, 1, { upserts: [{ id }] })).toBe(true);
    };
    await fill(1, "build 1");
    const swapTo = async (build: number, id: string) => {
      expect(await store.readModels.startBuild(modelOf(table))).toBe(build);
      await fill(build, id);
      expect(await store.readModels.swap(modelOf(table))).toBe(true);
    };
    return { table, swapTo };
  }

  async function inTransaction(begin: string, work: (client: PoolClient) => Promise<void>): Promise<void> {
    const client = await store.pool.connect();
    try {
      await client.query(begin);
      await work(client);
    } finally {
      await client.query("rollback");
      client.release();
    }
  }

  async function planOf({ text, values }: OwnQuery, options = "costs off"): Promise<string> {
    const { rows } = await store.pool.query<Record<"QUERY PLAN", string>>(`explain (${options}) ${text}`, values);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  }

  /** How many connections were borrowed for it, each for one statement. */
  async function statementsOf(work: () => Promise<readonly Row[]>): Promise<number> {
    let count = 0;
    const note = () => {
      count++;
    };
    store.pool.on("acquire", note);
    await work();
    store.pool.off("acquire", note);
    return count;
  }
});
