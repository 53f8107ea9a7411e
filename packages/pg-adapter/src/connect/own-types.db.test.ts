import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { aTable, keepTable } from "../test-support/kept-table.js";
import { openPg } from "./open-pg.js";
import { OWN_TYPES } from "./own-types.js";

/** Types of which an application may well change the parser for all of its process. */
const CHANGED = [16, 20, 21, 23, 25, 114, 701, 1005, 1007, 1009, 1016, 1184, 2950, 3802];

describe("Type parsers that an application sets", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  const before = new Map(CHANGED.map((oid) => [oid, pg.types.getTypeParser(oid, "text")]));
  // Its own types know no arrays.
  const setTypeParser: (oid: number, parse: (text: string) => unknown) => void = pg.types.setTypeParser;
  const change = () => {
    for (const oid of CHANGED) setTypeParser(oid, (text) => ({ changed: text }));
  };
  afterEach(() => {
    for (const [oid, parse] of before) setTypeParser(oid, parse);
  });

  it("change nothing about values that are read with ours", async () => {
    change();
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    try {
      const { rows } = await client.query({
        types: OWN_TYPES,
        text: `select true as b, false as f, 1::int2 as i2, 2 as i4, 9007199254740993 as i8, 1.5::float8 as d, 'x' as t,
                      '0198c000-0000-7000-8000-000000000001'::uuid as u, '{"a":[1,null]}'::jsonb as j, '"x"'::json as k,
                      array['a,b', '"q"', '\\', '', 'NULL', null, '{}', E'\\n'] as ts, array[1,null]::int2[] as i2s,
                      array[]::int4[] as none, array[9007199254740993, -1] as i8s, array[true, false, null] as bs,
                      timestamptz '2030-01-01 00:00:00.5Z' at time zone 'UTC' is not null as at, null::int8 as n`,
      });
      expect(rows).toStrictEqual([
        {
          ...{ b: true, f: false, i2: 1, i4: 2, i8: "9007199254740993", d: 1.5, t: "x" },
          ...{ u: "0198c000-0000-7000-8000-000000000001", j: { a: [1, null] }, k: "x" },
          ts: ["a,b", '"q"', "\\", "", "NULL", null, "{}", "\n"],
          ...{ i2s: [1, null], none: [], i8s: ["9007199254740993", "-1"], bs: [true, false, null], at: true, n: null },
        },
      ]);
    } finally {
      await client.end();
    }
  });

  it("change nothing about read models", async () => {
    const store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    const columns = { id: "text", count: "integer", size: "number", open: "boolean", tags: "json" } as const;
    const table = aTable("things", columns, ["id"]);
    const row = { id: "a", count: 3, size: 1.5, open: true, tags: ["x"] };
    change();
    try {
      const { commit, position, lease, model } = await keepTable(store, table);
      expect(lease).toMatchObject({ shard: 0, shards: 1, position: 0, epoch: expect.any(Number) });
      expect(await store.readModels.prepare(model)).toStrictEqual({ live: 1, building: null });
      expect(await commit(0, 7, { upserts: [row] })).toBe(true);
      expect(await commit(0, 7, { upserts: [row] })).toBe(false);
      expect(await position()).toBe(7);
      expect(await store.readModels.load(table, 1, [{ id: "a" }])).toStrictEqual([row]);
      expect(await store.readModels.query(table, { where: { count: 3, tags: ["x"] } })).toStrictEqual([row]);
      expect(await store.listeners.reports()).toMatchObject([{ shards: [{ position: 7, epoch: lease.epoch }] }]);
    } finally {
      await store.close();
    }
  });
});
