import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, column, keepBuild, modelOf, newTable, type Stores } from "./make.js";

/** Several tables of one read model move together. */
export function tableTests(stores: () => Stores): void {
  describe("several tables of one read model", () => {
    it("change together in one commit, or not at all", async () => {
      const { build, orders, customers, totals } = await threeTables();
      const wrong = { table: customers, upserts: [{ name: 1 }], deletes: [] };
      const row = { id: "o1", title: "First" };
      const changes = [
        { table: orders, upserts: [row], deletes: [] },
        { table: totals, upserts: [{ country: "AT", year: 2031, sum: 7 }], deletes: [{ country: "CH", year: 2030 }] },
      ];
      await expect(build.commit(0, 1, [...changes, wrong])).rejects.toMatchObject({ code: "invalid-data" });
      expect(await allRows(stores().store, orders)).toEqual([]);
      expect(await build.commit(3, 4, changes)).toBe(false);
      expect(await allRows(stores().store, totals)).toEqual([]);

      expect(await build.commit(0, 1, changes)).toBe(true);
      expect(await allRows(stores().store, orders)).toEqual([row]);
      expect(await allRows(stores().store, totals)).toEqual([{ country: "AT", year: 2031, sum: 7 }]);
      expect(await allRows(stores().store, customers)).toEqual([]);
      expect(await build.position()).toBe(1);
    });

    it("are emptied together, and built and swapped together", async () => {
      const { model, build, orders, customers } = await threeTables();
      await build.commit(0, 2, [
        { table: orders, upserts: [{ id: "o1", title: "First" }], deletes: [] },
        { table: customers, upserts: [{ name: "Ann" }], deletes: [] },
      ]);
      expect(await stores().store.startBuild(model)).toBe(2);
      await stores().store.prepare(model);
      const next = await keepBuild(stores(), model, 2);
      await next.commit(0, 2, [{ table: customers, upserts: [{ name: "Bob" }], deletes: [] }]);
      expect(await stores().store.swap(model)).toBe(true);
      expect(await allRows(stores().store, orders)).toEqual([]);
      expect(await allRows(stores().store, customers)).toEqual([{ name: "Bob" }]);
      await stores().listeners.reset(next.lease.listener);
      expect(await allRows(stores().store, customers)).toEqual([]);
    });

    it("may not become others without a new version", async () => {
      const { model, orders } = await threeTables();
      const less = { ...model, tables: [orders] };
      await expect(stores().store.prepare(less)).rejects.toMatchObject({ code: "read-model-changed" });
    });

    it("prepare in any order", async () => {
      const { model } = await threeTables();
      await stores().store.prepare({ ...model, tables: [...model.tables].reverse() });
    });

    /** Three tables of one read model, each with another key. */
    async function threeTables() {
      const orders = newTable();
      const part = (name: string) => ({ name: `${orders.name.slice(0, -1)}_${name}`, readModel: orders.name });
      const customers = { ...newTable([column("name", "text")], ["name"]), ...part("c") };
      const columns = [column("country", "text"), column("year", "integer"), column("sum", "number")];
      const totals = { ...newTable(columns, ["country", "year"]), ...part("t") };
      const model = modelOf(orders, customers, totals);
      await stores().store.prepare(model);
      return { model, orders, customers, totals, build: await keepBuild(stores(), model) };
    }
  });
}
