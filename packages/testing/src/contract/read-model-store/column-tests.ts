import type { Column, JsonValue } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { column, newTable, type Stores, tableOf } from "./make.js";

const VALUES: Readonly<Record<Column["type"], readonly JsonValue[]>> = {
  text: ["", "a", " padded ", "Größe 😀 \uffff", "'\"\\", "null", "2030-01-01", "x".repeat(20_000), "\u0001\n\u2028"],
  integer: [0, -1, 1, 2_147_483_648, -2_147_483_649, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  number: [0, 0.1, 0.1 + 0.2, -1.5, 1e308, Number.MAX_VALUE, 5e-324, 2 ** 53, 1 / 3, 123],
  boolean: [true, false],
  json: [
    {},
    [],
    ["a", null, 1.5, { b: [] }],
    { a: { b: [1, "2", null, true] }, "": 0 },
    [[1, 2], [3]],
    { big: Number.MAX_SAFE_INTEGER, small: 5e-324 },
    "a string",
    "{}",
    12.5,
    false,
    { text: "Größe 😀 '\"\\" },
  ],
};

/** Values of each type come back exactly. */
export function columnTests(stores: () => Stores): void {
  const store = () => stores().store;

  describe("a column", () => {
    for (const type of Object.keys(VALUES) as Column["type"][]) {
      it(`of type ${type} gives back what it was given`, async () => {
        const rows = VALUES[type].map((value, id) => ({ id, value }));
        const { table } = await tableOf(stores(), rows, newTable([column("id", "integer"), column("value", type)]));
        expect(await store().query(table, { orderBy: ["id"] })).toStrictEqual(rows);
        expect(
          await store().load(
            table,
            1,
            rows.slice(0, 1).map(({ id }) => ({ id })),
          ),
        ).toStrictEqual(rows.slice(0, 1));
      });

      it(`of type ${type} may be nullable, and null then comes back as null`, async () => {
        const rows = [null, ...VALUES[type].slice(0, 1)].map((value, id) => ({ id, value }));
        const { table, commit } = await tableOf(
          stores(),
          rows,
          newTable([column("id", "integer"), column("value", type, true)]),
        );
        expect(await store().query(table, { orderBy: ["id"] })).toStrictEqual(rows);
        await commit(1, 2, { upserts: [{ id: 1, value: null }] });
        expect(await store().query(table, { where: { id: 1 } })).toStrictEqual([{ id: 1, value: null }]);
      });
    }

    for (const type of ["text", "integer", "boolean"] as const) {
      it(`of type ${type} may be the key`, async () => {
        const rows = VALUES[type].slice(0, 2).map((id) => ({ id, title: "t" }));
        const { table, commit } = await tableOf(
          stores(),
          rows,
          newTable([column("id", type), column("title", "text")]),
        );
        for (const row of rows) expect(await store().load(table, 1, [{ id: row.id }])).toStrictEqual([row]);
        await commit(1, 2, { deletes: rows.map(({ id }) => ({ id })) });
        expect(await store().query(table, {})).toEqual([]);
      });
    }

    it("may have a name in camel case, or one that SQL reserves", async () => {
      const columns = ["id", "dueDate", "order", "user", "select"].map((name) => column(name, "text"));
      const row = { id: "1", dueDate: "2031-05-17", order: "o", user: "u", select: "s" };
      const { table } = await tableOf(stores(), [row], newTable(columns));
      expect(await store().query(table, { where: { order: "o" }, orderBy: ["dueDate"] })).toStrictEqual([row]);
    });

    it("may be in a table that holds its key alone", async () => {
      const { table, commit } = await tableOf(stores(), [{ id: "a" }, { id: "a" }], newTable([column("id", "text")]));
      await commit(1, 2, { upserts: [{ id: "a" }] });
      expect(await store().query(table, {})).toEqual([{ id: "a" }]);
    });
  });
}
