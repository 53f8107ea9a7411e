import type { JsonValue, RowConditions, RowQuery } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, column, newTable, type Stores, tableOf } from "./make.js";

const COLUMNS = [
  column("id", "integer"),
  column("name", "text", true),
  column("size", "number"),
  column("open", "boolean"),
  column("tags", "json"),
];

const ROWS = [
  { id: 1, name: "b", size: 2, open: true, tags: ["x", { a: 1, b: 2 }] },
  { id: 2, name: "a", size: 10, open: false, tags: [] },
  { id: 3, name: null, size: 1.5, open: true, tags: {} },
  { id: 4, name: "a", size: -3, open: false, tags: ["x"] },
];

/** Rows by conditions, in order, up to a limit. */
export function queryTests(stores: () => Stores): void {
  const store = () => stores().store;

  describe("a query", () => {
    const idsOf = async (query: RowQuery) => {
      const { table } = await tableOf(stores(), ROWS, newTable(COLUMNS));
      return (await store().query(table, query)).map(({ id }) => id);
    };

    const conditions: [name: string, where: Record<string, JsonValue>, ids: number[]][] = [
      ["a text", { name: "a" }, [2, 4]],
      ["an integer", { id: 3 }, [3]],
      ["a number", { size: 1.5 }, [3]],
      ["a boolean", { open: false }, [2, 4]],
      ["null", { name: null }, [3]],
      ["a JSON array", { tags: ["x"] }, [4]],
      ["an empty JSON array", { tags: [] }, [2]],
      ["an empty JSON object", { tags: {} }, [3]],
      ["JSON with its keys in another order", { tags: ["x", { b: 2, a: 1 }] }, [1]],
      ["several columns", { name: "a", size: -3 }, [4]],
      ["a value that no row has", { name: "z" }, []],
      ["nothing", {}, [1, 2, 3, 4]],
    ];
    for (const [name, where, ids] of conditions) {
      it(`by ${name} gives the rows that are equal`, async () => {
        expect((await idsOf({ where })).map(Number).sort()).toEqual(ids);
      });
    }

    const ranges: [name: string, where: RowConditions, ids: number[]][] = [
      ["numbers from a bound", { size: { gte: 2 } }, [1, 2]],
      ["numbers above a bound", { size: { gt: 2 } }, [2]],
      ["numbers up to a bound", { size: { lte: 1.5 } }, [3, 4]],
      ["numbers below a bound", { size: { lt: 1.5 } }, [4]],
      ["integers between two bounds", { id: { gt: 1, lte: 3 } }, [2, 3]],
      ["bounds that nothing is between", { id: { gt: 3, lt: 2 } }, []],
      ["texts by code point, never null", { name: { gte: "B" } }, [1, 2, 4]],
      ["booleans, false before true", { open: { lt: true } }, [2, 4]],
      ["some values", { id: { in: [4, 1, 99, 1] } }, [1, 4]],
      ["some texts", { name: { in: ["b", "{a,b}", "null", ""] } }, [1]],
      ["some booleans", { open: { in: [true] } }, [1, 3]],
      ["some numbers, and a bound", { size: { in: [2, 1.5], gt: 1.5 } }, [1]],
      ["no values", { id: { in: [] } }, []],
      ["ranges of several columns", { size: { gt: -9 }, name: { lte: "a" }, open: false }, [2, 4]],
      ["JSON that looks like a range", { tags: { gte: "x" } }, []],
    ];
    for (const [name, where, ids] of ranges) {
      it(`by ${name} gives the rows in there`, async () => {
        expect((await idsOf({ where })).map(Number).sort()).toEqual(ids);
      });
    }

    it("finds JSON by its value, though it looks like a range", async () => {
      const rows = [{ id: 1, name: null, size: 1, open: true, tags: { gte: 2 } }];
      const { table } = await tableOf(stores(), rows, newTable(COLUMNS));
      expect(await store().query(table, { where: { tags: { gte: 2 } } })).toHaveLength(1);
      expect(await store().query(table, { where: { tags: { gte: 1 } } })).toHaveLength(0);
    });

    it("counts the rows that it would find, without a bound", async () => {
      const { table } = await tableOf(stores(), ROWS, newTable(COLUMNS));
      expect(await store().count(table)).toBe(4);
      for (const [, where, ids] of ranges) expect(await store().count(table, where)).toBe(ids.length);
      for (const [, where, ids] of conditions) expect(await store().count(table, where)).toBe(ids.length);
    });

    it.each([
      ["a number", ["size"], [4, 3, 1, 2]],
      ["a text, null last", ["name", "id"], [2, 4, 1, 3]],
      ["several columns", ["name", "size"], [4, 2, 1, 3]],
      ["a boolean, false first", ["open", "id"], [2, 4, 1, 3]],
    ])("sorts by %s", async (_, orderBy, ids) => {
      expect(await idsOf({ orderBy })).toEqual(ids);
    });

    const falling = (name: string) => ({ column: name, descending: true }) as const;
    it.each([
      ["a number", [falling("size")], [2, 1, 3, 4]],
      ["a text, null first", [falling("name"), "id"], [3, 1, 2, 4]],
      ["a boolean, true first", [falling("open"), "id"], [1, 3, 2, 4]],
      ["a column, and rising by the next", [falling("name"), "size"], [3, 1, 4, 2]],
      ["the key, after another", ["open", falling("id")], [4, 2, 3, 1]],
      ["a column, and by the key, rising, where that is equal", [falling("open")], [1, 3, 2, 4]],
    ])("sorts falling by %s", async (_, orderBy, ids) => {
      expect(await idsOf({ orderBy })).toEqual(ids);
    });

    it("gives the last rows of an order as the first ones of its reverse", async () => {
      expect(await idsOf({ orderBy: [falling("size")], limit: 2 })).toEqual([2, 1]);
    });

    it("sorts text by code point, whatever the language of the server", async () => {
      const sorted = ["", "-", "A", "B", "Z", "a", "a b", "ab", "z", "Ä", "ä", "\u4e00", "\uffff", "😀"];
      const { table } = await tableOf(
        stores(),
        [...sorted].reverse().map((id) => ({ id, title: "t" })),
      );
      expect((await allRows(store(), table)).map(({ id }) => id)).toEqual(sorted);
    });

    it.each([
      [0, []],
      [1, [4]],
      [3, [4, 3, 1]],
      [99, [4, 3, 1, 2]],
    ])("gives at most %i rows, the first ones", async (limit, ids) => {
      expect(await idsOf({ orderBy: ["size"], limit })).toEqual(ids);
    });

    it("takes values for values, whatever they look like", async () => {
      const name = "'; drop table x; --";
      const { table } = await tableOf(stores(), [{ id: 1, name, size: 1, open: true, tags: [] }], newTable(COLUMNS));
      expect(await store().query(table, { where: { name } })).toHaveLength(1);
    });
  });
}
