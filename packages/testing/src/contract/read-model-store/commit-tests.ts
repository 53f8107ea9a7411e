import type { ReadModelStore } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, column, keepBuild, modelOf, newTable, type Stores, tableOf } from "./make.js";

/** Rows and checkpoint move together or not at all. */
export function commitTests(stores: () => Stores, another: () => ReadModelStore): void {
  const store = () => stores().store;

  describe("a commit", () => {
    it("inserts, replaces and deletes rows, and moves the checkpoint", async () => {
      const { table, commit, position } = await tableOf(stores(), [
        { id: "a", title: "A" },
        { id: "b", title: "B" },
        { id: "c", title: "C" },
      ]);
      const upserts = [
        { id: "b", title: "new B" },
        { id: "d", title: "D" },
      ];
      const deletes = [{ id: "c" }, { id: "never there" }];
      expect(await commit(1, 9, { upserts, deletes })).toBe(true);
      expect(await position()).toBe(9);
      expect(await allRows(another(), table)).toEqual([{ id: "a", title: "A" }, ...upserts]);
    });

    it("may change the checkpoint alone", async () => {
      const { table, commit, position } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      expect(await commit(1, 1_000, {})).toBe(true);
      expect(await position()).toBe(1_000);
      expect(await allRows(store(), table)).toHaveLength(1);
    });

    it("keeps checkpoints as large as positions can be", async () => {
      const { commit, position } = await tableOf(stores(), []);
      const to = Number.MAX_SAFE_INTEGER;
      expect(await commit(1, to, {})).toBe(true);
      expect(await position()).toBe(to);
    });

    it("from another checkpoint than the present one changes nothing", async () => {
      const { table, commit, position } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      const changes = { upserts: [{ id: "b", title: "B" }], deletes: [{ id: "a" }] };
      for (const from of [0, 2]) expect(await commit(from, 9, changes)).toBe(false);
      expect(await position()).toBe(1);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("under another epoch than the present one changes nothing", async () => {
      const { table, model, build, commit, position } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await stores().listeners.release([build.lease]);
      const present = await keepBuild(stores(), model);
      const changes = { table, upserts: [{ id: "b", title: "B" }], deletes: [{ id: "a" }] };
      expect(await commit(1, 2, changes)).toBe(false);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
      expect(await present.commit(1, 2, [changes])).toBe(true);
      expect(await position()).toBe(2);
      expect(await allRows(store(), table)).toEqual([{ id: "b", title: "B" }]);
    });

    it("keeps dead letters with the rows, and settles them with the rows", async () => {
      const { table, build, position } = await tableOf(stores(), []);
      const { lease } = build;
      const { listeners } = stores();
      const letter = { key: 'orders:["a"]', position: 2, error: null };
      const upserts = [{ id: "b", title: "B" }];
      const commit = (move: object, changes = [{ table, upserts, deletes: [] as never[] }]) =>
        store().commit({ lease, from: 1, to: 2, parked: [], replayed: [], ...move }, 1, changes);
      expect(await commit({ from: 0, parked: [letter] })).toBe(false);
      expect(await listeners.deadLetters(lease.listener, 9)).toEqual([]);
      expect(await commit({ parked: [letter] })).toBe(true);
      expect(await position()).toBe(2);
      expect(await listeners.deadLetters(lease.listener, 9)).toEqual([letter]);
      expect(await allRows(store(), table)).toEqual(upserts);

      const replayed = [{ key: letter.key, position: 2 }];
      const settled = [{ table, upserts: [{ id: "a", title: "A" }], deletes: [] }];
      expect(await commit({ from: 2, to: 2, replayed }, settled)).toBe(true);
      expect(await listeners.deadLetters(lease.listener, 9)).toEqual([]);
      const again = [{ table, upserts: [{ id: "c", title: "C" }], deletes: [] }];
      expect(await commit({ from: 2, to: 2, replayed }, again)).toBe(false);
      expect((await allRows(store(), table)).map(({ id }) => id)).toEqual(["a", "b"]);
    });

    it("of many at the same time from the same checkpoint is the work of exactly one", async () => {
      const table = newTable([column("id", "text"), column("by", "integer")]);
      const model = modelOf(table);
      await store().prepare(model);
      const { lease, position } = await keepBuild(stores(), model);
      for (let from = 0; from < 5; from++) {
        const committed = await Promise.all(
          Array.from({ length: 8 }, (_, by) => {
            const move = { lease, from, to: from + 1, parked: [], replayed: [] };
            const changes = { table, upserts: [{ id: `${from}`, by }], deletes: [] };
            return (by % 2 === 0 ? store() : another()).commit(move, 1, [changes]);
          }),
        );
        expect(committed.filter(Boolean)).toHaveLength(1);
        const [row] = await store().query(table, { where: { id: `${from}` } });
        expect(row).toEqual({ id: `${from}`, by: committed.indexOf(true) });
      }
      expect(await position()).toBe(5);
    });

    it("of a row that does not fit the table fails, and leaves rows and checkpoint as they were", async () => {
      const { table, commit, position } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      const upserts = [
        { id: "b", title: "B" },
        { id: "c", title: null },
      ];
      await expect(commit(1, 2, { upserts, deletes: [{ id: "a" }] })).rejects.toThrow();
      expect(await position()).toBe(1);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("to a table that was never prepared fails", async () => {
      const build = await keepBuild(stores(), modelOf(newTable()));
      const changes = { table: newTable(), upserts: [{ id: "a", title: "A" }], deletes: [] };
      await expect(build.commit(0, 1, [changes])).rejects.toMatchObject({ code: "not-prepared" });
      expect(await build.position()).toBe(0);
    });

    it("takes thousands of rows", async () => {
      const rows = Array.from({ length: 5_000 }, (_, n) => ({ id: `${n}`.padStart(5, "0"), title: `title ${n}` }));
      const { table, commit } = await tableOf(stores(), rows);
      expect(await allRows(store(), table)).toEqual(rows);
      await commit(1, 2, { deletes: rows.slice(1).map(({ id }) => ({ id })) });
      expect(await allRows(store(), table)).toEqual(rows.slice(0, 1));
    });
  });

  describe("loading", () => {
    it("gives those rows of the keys that exist", async () => {
      const rows = ["a", "b", "c"].map((id) => ({ id, title: id.toUpperCase() }));
      const { table } = await tableOf(stores(), rows);
      const loaded = await store().load(table, 1, [{ id: "c" }, { id: "missing" }, { id: "a" }]);
      expect([...loaded].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))).toEqual([rows[0], rows[2]]);
      expect(await store().load(table, 1, [])).toEqual([]);
    });

    it("tells composite keys apart, each part for itself", async () => {
      const columns = [column("a", "text"), column("n", "integer"), column("title", "text")];
      const rows = [
        { a: "x", n: 1, title: "x1" },
        { a: "x", n: 2, title: "x2" },
        { a: "y", n: 1, title: "y1" },
        { a: "x,1", n: 1, title: "x,11" },
      ];
      const { table, commit } = await tableOf(stores(), rows, newTable(columns, ["a", "n"]));
      expect(await store().load(table, 1, [{ n: 2, a: "x" }])).toEqual([rows[1]]);
      expect(await store().load(table, 1, [{ a: "y", n: 2 }])).toEqual([]);
      await commit(1, 2, { deletes: [{ n: 1, a: "x" }] });
      expect(await allRows(store(), table)).toEqual([rows[1], rows[3], rows[2]]);
    });

    it("gives rows that are the caller's to change", async () => {
      const { table } = await tableOf(
        stores(),
        [{ id: "a", tags: ["x"] }],
        newTable([column("id", "text"), column("tags", "json")]),
      );
      for (const read of [() => store().load(table, 1, [{ id: "a" }]), () => allRows(store(), table)]) {
        const [row] = (await read()) as { tags: string[] }[];
        row?.tags.push("y");
        expect(await read()).toEqual([{ id: "a", tags: ["x"] }]);
      }
    });
  });
}
