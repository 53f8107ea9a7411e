import { nameOfBuild, type ReadModelStore } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { allRows, keepBuild, type Stores, tableOf } from "./make.js";

/** A new build is filled beside the live one, and takes its place. */
export function buildTests(stores: () => Stores, another: () => ReadModelStore): void {
  const store = () => stores().store;

  describe("a new build", () => {
    it("is filled beside the live one, which queries go on to read", async () => {
      const { table, model, young } = await building();
      expect(await another().builds(model)).toEqual({ live: 1, building: 2 });
      expect(await young.position()).toBe(0);
      await young.commit(0, 5, [{ table, upserts: [{ id: "b", title: "B" }], deletes: [] }]);
      expect(await allRows(store(), table)).toEqual([{ id: "a", title: "A" }]);
      expect(await store().load(table, 2, [{ id: "a" }, { id: "b" }])).toEqual([{ id: "b", title: "B" }]);
      expect(await store().load(table, 1, [{ id: "a" }, { id: "b" }])).toEqual([{ id: "a", title: "A" }]);
    });

    it("is begun once, by many at once, and told to whoever runs the live one by its epoch", async () => {
      const { model, build, commit } = await tableOf(stores(), []);
      const begun = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store() : another()).startBuild(model)),
      );
      expect(new Set(begun)).toEqual(new Set([2]));
      expect(await another().startBuild(model)).toBe(2);
      expect(await commit(1, 2, {})).toBe(false);
      const [checkpoint] = await stores().listeners.checkpoints([build.lease.listener]);
      expect(checkpoint?.epoch).toBeGreaterThan(build.lease.epoch);
    });

    it("that is prepared by many at once has its tables", async () => {
      const { model, table } = await tableOf(stores(), []);
      await store().startBuild(model);
      const prepared = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store() : another()).prepare(model)),
      );
      for (const builds of prepared) expect(builds).toEqual({ live: 1, building: 2 });
      expect(await another().load(table, 2, [{ id: "a" }])).toEqual([]);
    });

    it("takes the live one's place when it has come as far, and not before", async () => {
      const { table, model, live, young } = await building(7);
      expect(await store().swap(model)).toBe(false);
      await young.commit(0, 6, [{ table, upserts: [{ id: "b", title: "B" }], deletes: [] }]);
      expect(await store().swap(model)).toBe(false);
      expect(await live.commit(7, 9, [])).toBe(true);
      await young.commit(6, 7, []);
      expect(await another().swap(model)).toBe(false);
      await young.commit(7, 9, []);
      expect(await another().swap(model)).toBe(true);
      expect(await store().builds(model)).toEqual({ live: 2, building: null });
      for (const each of [store(), another()]) expect(await allRows(each, table)).toEqual([{ id: "b", title: "B" }]);
    });

    it("takes no place before anybody has run it", async () => {
      const { model } = await tableOf(stores(), []);
      await store().startBuild(model);
      expect(await store().swap(model)).toBe(false);
    });

    it("of several shards has to come as far with every one of them", async () => {
      const { model } = await tableOf(stores(), []);
      const { listeners } = stores();
      await store().startBuild(model);
      const name = nameOfBuild(model, 2);
      await listeners.declare({ name, kind: "read-model", shards: 2, tables: [] });
      const leases = await listeners.acquire({ listeners: [name], owner: "web-1", ttlMs: 60_000 });
      for (const lease of leases) {
        expect(await store().swap(model)).toBe(false);
        await listeners.advance({ lease, from: 0, to: 5, parked: [], replayed: [] });
      }
      expect(await store().swap(model)).toBe(true);
    });

    it("is swapped in once by many at once", async () => {
      const { model, young } = await building();
      await young.commit(0, 9, []);
      const swapped = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store() : another()).swap(model)),
      );
      expect(swapped.filter(Boolean)).toHaveLength(1);
    });

    it("once live, leaves nobody to run the old one", async () => {
      const { table, model, live, young } = await building();
      await young.commit(0, 9, []);
      await store().swap(model);
      expect(await live.commit(1, 2, [{ table, upserts: [{ id: "z", title: "Z" }], deletes: [] }])).toBe(false);
      const { listeners } = stores();
      const name = nameOfBuild(model, 1);
      await listeners.declare({ name, kind: "read-model", shards: 1, tables: [name] });
      expect(await listeners.acquire({ listeners: [name], owner: "web-2", ttlMs: 60_000 })).toEqual([]);
      expect((await listeners.reports()).map((report) => report.name)).not.toContain(name);
      expect(await young.commit(9, 10, [{ table, upserts: [{ id: "y", title: "Y" }], deletes: [] }])).toBe(true);
      expect(await allRows(another(), table)).toEqual([{ id: "y", title: "Y" }]);
    });

    it("leaves the old one's rows until they are dropped", async () => {
      const { table, model, young } = await building();
      await young.commit(0, 9, []);
      expect(await store().dropOldBuilds(model)).toEqual([]);
      await store().swap(model);
      expect(await store().load(table, 1, [{ id: "a" }])).toHaveLength(1);
      expect(await another().dropOldBuilds(model)).toEqual([`${table.name}_v1`]);
      expect(await store().dropOldBuilds(model)).toEqual([]);
      await expect(store().load(table, 1, [{ id: "a" }])).rejects.toMatchObject({ code: "not-prepared" });
      expect(await allRows(store(), table)).toEqual([]);
    });

    it("may follow another, and takes along the tables of those before", async () => {
      const { table, model, young } = await building();
      await young.commit(0, 9, [{ table, upserts: [{ id: "b", title: "B" }], deletes: [] }]);
      await store().swap(model);
      expect(await another().startBuild(model)).toBe(3);
      expect(await store().prepare(model)).toEqual({ live: 2, building: 3 });
      await expect(store().load(table, 1, [{ id: "a" }])).rejects.toMatchObject({ code: "not-prepared" });
      const third = await keepBuild(stores(), model, 3);
      await third.commit(0, 9, [{ table, upserts: [{ id: "c", title: "C" }], deletes: [] }]);
      expect(await store().swap(model)).toBe(true);
      await store().dropOldBuilds(model);
      for (const each of [store(), another()]) expect(await allRows(each, table)).toEqual([{ id: "c", title: "C" }]);
    });

    it("that has dead letters takes no place, unless somebody accepts what is missing", async () => {
      const { model, young } = await building();
      const parked = [{ key: "b", position: 5, error: null }];
      expect(await young.commit(0, 9, [], parked)).toBe(true);
      const listener = young.lease.listener;
      const refused = { code: "incomplete-build", listener };
      for (const each of [store(), another()]) await expect(each.swap(model)).rejects.toMatchObject(refused);
      expect(await store().builds(model)).toEqual({ live: 1, building: 2 });
      expect(await another().swap(model, { acceptMissing: true })).toBe(true);
      expect(await stores().listeners.deadLettersOf(listener, "b")).toEqual(parked);
    });

    it("that has dead letters and is behind takes no place, whatever is accepted", async () => {
      const { model, young } = await building(7);
      await young.commit(0, 6, [], [{ key: "b", position: 5, error: null }]);
      expect(await store().swap(model)).toBe(false);
      expect(await store().swap(model, { acceptMissing: true })).toBe(false);
    });

    it("takes its place when its dead letters were handled", async () => {
      const { model, young } = await building();
      const letter = { key: "b", position: 5, error: null };
      await young.commit(0, 9, [], [letter]);
      const { lease } = young;
      await stores().listeners.advance({ lease, from: 9, to: 9, parked: [], replayed: [letter] });
      expect(await store().swap(model)).toBe(true);
    });

    it("of an old owner changes nothing when its tables are gone", async () => {
      const { table, model, live, young } = await building();
      await young.commit(0, 9, []);
      await store().swap(model);
      await store().dropOldBuilds(model);
      expect(await live.commit(1, 2, [{ table, upserts: [{ id: "z", title: "Z" }], deletes: [] }])).toBe(false);
    });

    it("is never seen half: queries while many swaps go on read one build or the other", async () => {
      const { table, model, commit } = await tableOf(stores(), []);
      const fill = (build: number) => Array.from({ length: 20 }, (_, n) => ({ id: `${n}`, title: `${build}` }));
      await commit(1, 2, { upserts: fill(1) });
      let swapping = true;
      const seen: number[] = [];
      const queries = [store(), another()].map(async (own) => {
        while (swapping) {
          const titles = (await own.query(table, {})).map(({ title }) => Number(title));
          expect(titles).toHaveLength(20);
          expect(new Set(titles).size).toBe(1);
          seen.push(titles[0] ?? 0);
        }
      });
      for (let build = 2; build <= 6; build++) {
        await store().startBuild(model);
        await store().prepare(model);
        const young = await keepBuild(stores(), model, build);
        await young.commit(0, 2, [{ table, upserts: fill(build), deletes: [] }]);
        expect(await another().swap(model)).toBe(true);
      }
      swapping = false;
      await Promise.all(queries);
      expect(Math.max(...seen)).toBeGreaterThan(0);
    });

    /** A read model whose live build has one row and has come to `position`, and a new build that has come to 0. */
    async function building(position = 1) {
      const { table, model, commit } = await tableOf(stores(), [{ id: "a", title: "A" }]);
      await commit(1, position, {});
      await store().startBuild(model);
      await store().prepare(model);
      const [live, young] = [await keepBuild(stores(), model, 1), await keepBuild(stores(), model, 2)];
      return { table, model, live, young };
    }
  });
}
