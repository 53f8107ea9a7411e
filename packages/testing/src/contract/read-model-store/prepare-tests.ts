import type { ReadModelStore } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, column, keepBuild, modelOf, newTable, type Stores, tableOf } from "./make.js";

/** Tables are made once, and not changed without a new version. */
export function prepareTests(stores: () => Stores, another: () => ReadModelStore): void {
  const store = () => stores().store;

  describe("a table", () => {
    it("that was prepared is empty, its first build live", async () => {
      const table = newTable();
      expect(await store().prepare(modelOf(table))).toEqual({ live: 1, building: null });
      expect(await another().builds(modelOf(table))).toEqual({ live: 1, building: null });
      expect(await allRows(store(), table)).toEqual([]);
      expect(await store().load(table, 1, [{ id: "a" }])).toEqual([]);
    });

    it("may be prepared by many at once", async () => {
      const model = modelOf(newTable());
      const prepared = await Promise.all(
        Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? store().prepare(model) : another().prepare(model))),
      );
      for (const builds of prepared) expect(builds).toEqual({ live: 1, building: null });
    });

    it("keeps rows and checkpoint when it is prepared again", async () => {
      const { table, model, position } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await another().prepare(model);
      expect(await position()).toBe(1);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("of another version is another table", async () => {
      const { table } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      const next = { ...table, version: 2 };
      await store().prepare(modelOf(next));
      expect(await (await keepBuild(stores(), modelOf(next))).position()).toBe(0);
      expect(await allRows(store(), next)).toEqual([]);
      expect(await allRows(store(), table)).toHaveLength(1);
    });

    it("whose columns changed is refused without a new version", async () => {
      const { table } = await tableOf(stores(), []);
      const changed = { ...table, columns: [...table.columns, column("n", "integer", true)] };
      await expect(another().prepare(modelOf(changed))).rejects.toMatchObject({ code: "read-model-changed" });
      await another().prepare(modelOf({ ...changed, version: 2 }));
    });

    it("may get an index later, and lose it", async () => {
      const { table } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await store().prepare(modelOf({ ...table, indexes: [["title"], ["title", "id"]] }));
      await another().prepare(modelOf(table));
      expect(await allRows(store(), table)).toHaveLength(1);
    });

    it("that was never prepared has no builds and no rows, rather than none yet", async () => {
      const table = newTable();
      const refused = { code: "not-prepared", readModel: `${table.name}_v1` };
      await expect(store().builds(modelOf(table))).rejects.toMatchObject(refused);
      await expect(store().startBuild(modelOf(table))).rejects.toMatchObject(refused);
      await expect(store().swap(modelOf(table))).rejects.toMatchObject(refused);
      await expect(store().cancelBuild(modelOf(table))).rejects.toMatchObject(refused);
      await expect(store().dropOldBuilds(modelOf(table))).rejects.toMatchObject(refused);
      await expect(store().query(table, {})).rejects.toMatchObject(refused);
      await expect(store().load(table, 1, [{ id: "a" }])).rejects.toMatchObject(refused);
    });

    it("is empty again after a reset of its listener, its checkpoint at 0, and can be filled again", async () => {
      const { table, model, position } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await stores().listeners.reset(`${table.name}_v1`);
      expect(await position()).toBe(0);
      expect(await allRows(store(), table)).toEqual([]);
      const build = await keepBuild(stores(), model);
      const changes = { table, upserts: [{ id: "b", title: "B" }], deletes: [] };
      expect(await build.commit(0, 5, [changes])).toBe(true);
      expect(await allRows(store(), table)).toEqual([{ id: "b", title: "B" }]);
    });

    it("is empty again when its listener was forgotten and is declared again, from the first event", async () => {
      const { table, model } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await stores().listeners.forget(`${table.name}_v1`);
      expect(await allRows(store(), table)).toHaveLength(1);
      const build = await keepBuild(stores(), model);
      expect(await build.position()).toBe(0);
      expect(await allRows(store(), table)).toEqual([]);
    });
  });
}
