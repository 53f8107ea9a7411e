import type { ReadModelStore } from "@factum/core";
import { describe, expect, it } from "vitest";
import { allRows, newTable, tableOf } from "./make.js";

export function prepareTests(store: () => ReadModelStore, another: () => ReadModelStore): void {
  describe("a table", () => {
    it("that was prepared is empty, its checkpoint at 0", async () => {
      const table = newTable();
      await store().prepare(table);
      expect(await store().checkpoint(table)).toBe(0);
      expect(await allRows(store(), table)).toEqual([]);
    });

    it("may be prepared by many at once", async () => {
      const table = newTable();
      await Promise.all(
        Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? store().prepare(table) : another().prepare(table))),
      );
      expect(await store().checkpoint(table)).toBe(0);
    });

    it("keeps rows and checkpoint when it is prepared again", async () => {
      const table = await tableOf(store(), [{ id: "a", title: "A" }]);
      await another().prepare(table);
      expect(await store().checkpoint(table)).toBe(1);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("of another version is another table", async () => {
      const table = await tableOf(store(), [{ id: "a", title: "A" }]);
      const next = { ...table, version: 2 };
      await store().prepare(next);
      expect(await store().checkpoint(next)).toBe(0);
      expect(await allRows(store(), next)).toEqual([]);
      expect(await allRows(store(), table)).toHaveLength(1);
    });

    it("that was never prepared has no checkpoint, rather than 0", async () => {
      const table = newTable();
      const readModel = `${table.name}_v${table.version}`;
      await expect(store().checkpoint(table)).rejects.toMatchObject({ code: "not-prepared", readModel });
    });

    it("is empty again after a reset, its checkpoint at 0, and can be filled again", async () => {
      const table = await tableOf(store(), [{ id: "a", title: "A" }]);
      await store().reset(table);
      expect(await store().checkpoint(table)).toBe(0);
      expect(await allRows(store(), table)).toEqual([]);
      const changes = { from: 0, to: 5, upserts: [{ id: "b", title: "B" }], deletes: [] };
      expect(await store().commit(table, changes)).toBe(true);
      expect(await allRows(store(), table)).toEqual([{ id: "b", title: "B" }]);
    });
  });
}
