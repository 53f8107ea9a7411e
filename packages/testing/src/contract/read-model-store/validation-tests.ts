import { InvalidDataError, type ReadModelTable, type RowQuery, type TableChanges } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, column, newTable, type Stores, tableOf } from "./make.js";

const COLUMNS = [
  column("id", "text"),
  column("part", "integer"),
  column("note", "text", true),
  column("size", "number"),
  column("open", "boolean"),
  column("tags", "json", true),
];

const ROW = { id: "a", part: 1, note: "n", size: 1.5, open: true, tags: ["x"] };

/** Rows, keys and queries that are refused, and changed nothing. */
export function validationTests(stores: () => Stores): void {
  const store = () => stores().store;

  describe("refused before anything is changed is", () => {
    const rows: Record<string, Record<string, unknown>> = {
      "a fractional integer": { part: 1.5 },
      "an integer that is not safe": { part: 2 ** 53 },
      "an integer as text": { part: "1" },
      "an integer that is -0": { part: -0 },
      "a number for text": { id: 1 },
      "text with \\u0000": { note: "a\u0000" },
      "text with a lone surrogate": { note: "a\ud800" },
      "a number that is not finite": { size: Infinity },
      NaN: { size: Number.NaN },
      "-0": { size: -0 },
      "a number as text": { size: "1.5" },
      "text for a boolean": { open: "true" },
      "0 for a boolean": { open: 0 },
      "null where it is not allowed": { open: null },
      undefined: { note: undefined },
      "JSON with a date": { tags: { at: new Date(0) } },
      "JSON with undefined in an array": { tags: [undefined] },
      "JSON with a lone surrogate": { tags: ["\udc00"] },
      "JSON with -0": { tags: { n: -0 } },
      "a bigint": { part: 1n },
      "an unknown column": { extra: 1 },
      "a column that every object has": { constructor: "x" },
    };
    for (const [name, wrong] of Object.entries(rows)) {
      it(`a row with ${name}`, async () => refusesChanges({ upserts: [ROW, { ...ROW, id: "b", ...wrong } as never] }));
    }

    it("a row without one of its columns, though that may be null", async () => {
      const { note: _, ...incomplete } = ROW;
      await refusesChanges({ upserts: [incomplete] });
    });

    it.each([null, undefined, "row", [ROW]])("a row that is no object (case %#)", async (row) => {
      await refusesChanges({ upserts: [row as never] });
    });

    const keys: Record<string, unknown> = {
      "that is not complete": { id: "a" },
      "with a value of another type": { id: "a", part: "1" },
      "with null": { id: "a", part: null },
      "with a column that is not of the key": { id: "a", part: 1, note: "n" },
      "with \\u0000": { id: "\u0000", part: 1 },
      "that is no object": null,
    };
    for (const [name, key] of Object.entries(keys)) {
      it(`a key ${name}`, async () => {
        const table = await refusesChanges({ deletes: [key as never] });
        await expect(store().load(table, 1, [key as never])).rejects.toThrow(InvalidDataError);
      });
    }

    it.each([-1, 0.5, Number.NaN, 2 ** 53, "2"])("a checkpoint like %j", async (position) => {
      await refusesChanges({}, { to: position as number });
      await refusesChanges({}, { from: position as number });
    });

    it("a checkpoint that goes back", async () => {
      await refusesChanges({}, { to: 0 });
    });

    async function refusesChanges(
      wrong: Partial<TableChanges>,
      { from = 1, to = 2 }: { from?: number; to?: number } = {},
    ): Promise<ReadModelTable> {
      const { table, commit, position } = await tableOf(stores(), [ROW], newTable(COLUMNS, ["id", "part"]));
      await expect(commit(from, to, wrong)).rejects.toThrow(InvalidDataError);
      expect(await position()).toBe(1);
      expect(await allRows(store(), table)).toEqual([ROW]);
      return table;
    }
  });

  describe("refused is a query", () => {
    const queries: Record<string, unknown> = {
      "by an unknown column": { where: { unknown: 1 } },
      "by a column that every object has": { where: { constructor: "x" } },
      "by a value of another type": { where: { part: "1" } },
      "by a fractional integer": { where: { part: 1.5 } },
      "by undefined, which is not null": { where: { note: undefined } },
      "by text with \\u0000": { where: { id: "\u0000" } },
      "by JSON that cannot be stored": { where: { tags: [Number.NaN] } },
      "whose conditions are no object": { where: "id" },
      "by an unknown comparison": { where: { part: { above: 1 } } },
      "by a range that says nothing": { where: { part: {} } },
      "by a bound of another type": { where: { part: { gte: "1" } } },
      "by a bound of null": { where: { note: { lt: null } } },
      "by a bound of undefined": { where: { note: { lt: undefined } } },
      "by a bound with \\u0000": { where: { note: { lt: "\u0000" } } },
      "by a range of an unknown column": { where: { unknown: { gte: 1 } } },
      "by some values that are no array": { where: { id: { in: "a" } } },
      "by some values of another type": { where: { part: { in: [1, "2"] } } },
      "by null among some values": { where: { note: { in: ["a", null] } } },
      "by an array where there is no JSON": { where: { id: ["a"] } },
      "in the order of an unknown column": { orderBy: ["unknown"] },
      "in the order of SQL": { orderBy: ['id" desc; --'] },
      "in the falling order of an unknown column": { orderBy: [{ column: "unknown", descending: true }] },
      "in the order of JSON": { orderBy: ["tags"] },
      "in an order that is neither rising nor falling": { orderBy: [{ column: "id", descending: false }] },
      "in an order of no column": { orderBy: [null] },
      "whose order is no array": { orderBy: "id" },
      "for -1 row": { limit: -1 },
      "for half a row": { limit: 0.5 },
      "for infinitely many rows": { limit: Infinity },
      "for NaN rows": { limit: Number.NaN },
      "for rows as text": { limit: "1" },
      "for null rows": { limit: null },
    };
    for (const [name, query] of Object.entries(queries)) {
      it(name, async () => {
        const { table } = await tableOf(stores(), [ROW], newTable(COLUMNS, ["id", "part"]));
        await expect(store().query(table, query as RowQuery)).rejects.toThrow(InvalidDataError);
        const { where } = query as RowQuery;
        if (where !== undefined) await expect(store().count(table, where)).rejects.toThrow(InvalidDataError);
      });
    }
  });
}
