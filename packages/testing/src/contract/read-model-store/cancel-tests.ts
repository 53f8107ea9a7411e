import { nameOfBuild, type ReadModelStore } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, keepBuild, type Stores, tableOf } from "./make.js";

export function cancelTests(stores: () => Stores, another: () => ReadModelStore): void {
  const store = () => stores().store;

  describe("a build that is given up", () => {
    it("is gone with its rows, its checkpoint and its dead letters, and nothing of the live one is", async () => {
      const { table, model, live, young } = await building();
      expect(await another().cancelBuild(model)).toBe(2);
      expect(await store().builds(model)).toEqual({ live: 1, building: null });
      expect(await store().prepare(model)).toEqual({ live: 1, building: null });
      await expect(store().load(table, 2, [{ id: "b" }])).rejects.toMatchObject({ code: "not-prepared" });
      const { listeners } = stores();
      expect(await listeners.checkpoints([young.lease.listener])).toEqual([]);
      expect(await listeners.deadLettersOf(young.lease.listener, "b")).toEqual([]);
      expect(await live.position()).toBe(1);
      for (const each of [store(), another()]) expect(await allRows(each, table)).toEqual([{ id: "a", title: "A" }]);
    });

    it("is told to whoever makes it and whoever runs the live one by their fences", async () => {
      const { table, model, live, young } = await building();
      await store().cancelBuild(model);
      const changes = [{ table, upserts: [{ id: "z", title: "Z" }], deletes: [] }];
      expect(await young.commit(5, 6, changes)).toBe(false);
      expect(await young.commit(5, 6, [], [{ key: "c", position: 6, error: null }])).toBe(false);
      expect(await live.commit(1, 2, changes)).toBe(false);
      const again = await keepBuild(stores(), model);
      expect(again.lease.position).toBe(1);
      expect(await again.commit(1, 2, changes)).toBe(true);
    });

    it("leaves nothing behind for the next one, which has its number", async () => {
      const { table, model, young } = await building();
      await store().cancelBuild(model);
      // Who has not heard of it yet.
      await keepBuild(stores(), model, 2);
      expect(await another().startBuild(model)).toBe(2);
      expect(await store().prepare(model)).toEqual({ live: 1, building: 2 });
      const next = await keepBuild(stores(), model, 2);
      expect(next.lease.position).toBe(0);
      expect(next.lease.parkedKeys).toEqual([]);
      const changes = [{ table, upserts: [{ id: "c", title: "C" }], deletes: [] }];
      expect(await young.commit(5, 6, changes)).toBe(false);
      expect(await next.commit(0, 9, changes)).toBe(true);
      expect(await store().load(table, 2, [{ id: "b" }, { id: "c" }])).toEqual([{ id: "c", title: "C" }]);
      expect(await store().swap(model)).toBe(true);
      expect(await allRows(another(), table)).toEqual([{ id: "c", title: "C" }]);
    });

    it("before anybody has run it", async () => {
      const { model } = await tableOf(stores(), []);
      await store().startBuild(model);
      expect(await store().cancelBuild(model)).toBe(2);
      expect(await another().startBuild(model)).toBe(2);
    });

    it("must be one: there is nothing to give up before, nor twice, nor once it is live", async () => {
      const { model } = await tableOf(stores(), []);
      const refused = { code: "no-build", readModel: `${model.name}_v1` };
      await expect(store().cancelBuild(model)).rejects.toMatchObject(refused);
      await store().startBuild(model);
      await store().cancelBuild(model);
      await expect(another().cancelBuild(model)).rejects.toMatchObject(refused);
      await store().startBuild(model);
      await store().prepare(model);
      await (await keepBuild(stores(), model, 2)).commit(0, 9, []);
      await store().swap(model);
      await expect(store().cancelBuild(model)).rejects.toMatchObject(refused);
    });

    it("or swapped in: of both at the same instant one happens", async () => {
      for (let round = 0; round < 4; round++) {
        const { model, table } = await tableOf(stores(), [{ id: "a", title: "A" }]);
        await store().startBuild(model);
        await store().prepare(model);
        const young = await keepBuild(stores(), model, 2);
        await young.commit(0, 9, [{ table, upserts: [{ id: "b", title: "B" }], deletes: [] }]);
        const [canceled, swapped] = await Promise.all([
          store()
            .cancelBuild(model)
            .catch((error: unknown) => error),
          another().swap(model),
        ]);
        if (swapped) expect(canceled).toMatchObject({ code: "no-build" });
        else expect(canceled).toBe(2);
        expect(await store().builds(model)).toEqual({ live: swapped ? 2 : 1, building: null });
        expect(await allRows(another(), table)).toEqual([swapped ? { id: "b", title: "B" } : { id: "a", title: "A" }]);
        expect(await stores().listeners.checkpoints([nameOfBuild(model, 2)])).toHaveLength(swapped ? 1 : 0);
      }
    });

    it("by many at once, while its owner commits", async () => {
      const { table, model, young } = await building();
      const commits = Array.from({ length: 8 }, (_, n) =>
        young
          .commit(5 + n, 6 + n, [{ table, upserts: [{ id: `${n}`, title: "" }], deletes: [] }])
          .catch((error: unknown) => error),
      );
      const canceled = await Promise.allSettled(
        Array.from({ length: 4 }, (_, n) => (n % 2 === 0 ? store() : another()).cancelBuild(model)),
      );
      await Promise.all(commits);
      expect(canceled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await store().builds(model)).toEqual({ live: 1, building: null });
    });

    /** A read model whose live build has one row, and a new build with a row and a dead letter at 5. */
    async function building() {
      const { table, model } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await store().startBuild(model);
      await store().prepare(model);
      const [live, young] = [await keepBuild(stores(), model, 1), await keepBuild(stores(), model, 2)];
      const parked = [{ key: "b", position: 5, error: null }];
      await young.commit(0, 5, [{ table, upserts: [{ id: "b", title: "B" }], deletes: [] }], parked);
      return { table, model, live, young };
    }
  });
}
