import type { ReadModelStore } from "@factum/core";
import { describe, expect, it } from "vitest";
import { allRows, column, newTable, tableOf } from "./make.js";

export function commitTests(store: () => ReadModelStore, another: () => ReadModelStore): void {
  describe("a commit", () => {
    it("inserts, replaces and deletes rows, and moves the checkpoint", async () => {
      const table = await tableOf(store(), [
        { id: "a", title: "A" },
        { id: "b", title: "B" },
        { id: "c", title: "C" },
      ]);
      const upserts = [
        { id: "b", title: "new B" },
        { id: "d", title: "D" },
      ];
      const deletes = [{ id: "c" }, { id: "never there" }];
      expect(await store().commit(table, { from: 1, to: 9, upserts, deletes })).toBe(true);
      expect(await store().checkpoint(table)).toBe(9);
      expect(await allRows(another(), table)).toEqual([{ id: "a", title: "A" }, ...upserts]);
    });

    it("may change the checkpoint alone", async () => {
      const table = await tableOf(store(), [{ id: "a", title: "A" }]);
      expect(await store().commit(table, { from: 1, to: 1_000, upserts: [], deletes: [] })).toBe(true);
      expect(await store().checkpoint(table)).toBe(1_000);
      expect(await allRows(store(), table)).toHaveLength(1);
    });

    it("keeps checkpoints as large as positions can be", async () => {
      const table = await tableOf(store(), []);
      const to = Number.MAX_SAFE_INTEGER;
      expect(await store().commit(table, { from: 1, to, upserts: [], deletes: [] })).toBe(true);
      expect(await store().checkpoint(table)).toBe(to);
    });

    it("from another checkpoint than the present one changes nothing", async () => {
      const table = await tableOf(store(), [{ id: "a", title: "A" }]);
      const changes = { to: 9, upserts: [{ id: "b", title: "B" }], deletes: [{ id: "a" }] };
      for (const from of [0, 2]) expect(await store().commit(table, { from, ...changes })).toBe(false);
      expect(await store().checkpoint(table)).toBe(1);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("of many at the same time from the same checkpoint is the work of exactly one", async () => {
      const table = newTable([column("id", "text"), column("by", "integer")]);
      await store().prepare(table);
      for (let from = 0; from < 5; from++) {
        const committed = await Promise.all(
          Array.from({ length: 8 }, (_, by) => {
            const upserts = [{ id: `${from}`, by }];
            return (by % 2 === 0 ? store() : another()).commit(table, { from, to: from + 1, upserts, deletes: [] });
          }),
        );
        expect(committed.filter(Boolean)).toHaveLength(1);
        const [row] = await store().query(table, { where: { id: `${from}` } });
        expect(row).toEqual({ id: `${from}`, by: committed.indexOf(true) });
      }
      expect(await store().checkpoint(table)).toBe(5);
    });

    it("of a row that does not fit the table fails, and leaves rows and checkpoint as they were", async () => {
      const table = await tableOf(store(), [{ id: "a", title: "A" }]);
      const upserts = [
        { id: "b", title: "B" },
        { id: "c", title: null },
      ];
      await expect(store().commit(table, { from: 1, to: 2, upserts, deletes: [{ id: "a" }] })).rejects.toThrow();
      expect(await store().checkpoint(table)).toBe(1);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("to a table that was never prepared fails", async () => {
      const changes = { from: 0, to: 1, upserts: [{ id: "a", title: "A" }], deletes: [] };
      await expect(store().commit(newTable(), changes)).rejects.toThrow();
    });

    it("takes thousands of rows", async () => {
      const rows = Array.from({ length: 5_000 }, (_, n) => ({ id: `${n}`.padStart(5, "0"), title: `title ${n}` }));
      const table = await tableOf(store(), rows);
      expect(await allRows(store(), table)).toEqual(rows);
      await store().commit(table, { from: 1, to: 2, upserts: [], deletes: rows.slice(1).map(({ id }) => ({ id })) });
      expect(await allRows(store(), table)).toEqual(rows.slice(0, 1));
    });
  });

  describe("loading", () => {
    it("gives those rows of the keys that exist", async () => {
      const rows = ["a", "b", "c"].map((id) => ({ id, title: id.toUpperCase() }));
      const table = await tableOf(store(), rows);
      const loaded = await store().load(table, [{ id: "c" }, { id: "missing" }, { id: "a" }]);
      expect([...loaded].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))).toEqual([rows[0], rows[2]]);
      expect(await store().load(table, [])).toEqual([]);
    });

    it("tells composite keys apart, each part for itself", async () => {
      const columns = [column("a", "text"), column("n", "integer"), column("title", "text")];
      const rows = [
        { a: "x", n: 1, title: "x1" },
        { a: "x", n: 2, title: "x2" },
        { a: "y", n: 1, title: "y1" },
        { a: "x,1", n: 1, title: "x,11" },
      ];
      const table = await tableOf(store(), rows, newTable(columns, ["a", "n"]));
      expect(await store().load(table, [{ n: 2, a: "x" }])).toEqual([rows[1]]);
      expect(await store().load(table, [{ a: "y", n: 2 }])).toEqual([]);
      await store().commit(table, { from: 1, to: 2, upserts: [], deletes: [{ n: 1, a: "x" }] });
      expect(await allRows(store(), table)).toEqual([rows[1], rows[3], rows[2]]);
    });

    it("gives rows that are the caller's to change", async () => {
      const table = await tableOf(
        store(),
        [{ id: "a", tags: ["x"] }],
        newTable([column("id", "text"), column("tags", "json")]),
      );
      for (const read of [() => store().load(table, [{ id: "a" }]), () => allRows(store(), table)]) {
        const [row] = (await read()) as { tags: string[] }[];
        row?.tags.push("y");
        expect(await read()).toEqual([{ id: "a", tags: ["x"] }]);
      }
    });
  });
}
