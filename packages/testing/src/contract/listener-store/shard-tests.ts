import type { Lease } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { acquire, failureAt, move, newListener, onlyLease, positionsOf, reportOf, type Store } from "./make.js";

/** The number of shards changes at one position that all have come to. */
export function shardTests(store: () => Store, another: () => Store) {
  describe("the number of shards", () => {
    it("of a listener with one shard changes at once, where it stands", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().advance(move(lease, 0, 12));
      await another().declare({ ...listener, shards: 3 });
      expect(await positionsOf(store(), listener)).toEqual([12, 12, 12]);
      expect(await store().advance(move(lease, 12, 13))).toBe(false);
      expect(await acquire(store(), listener)).toMatchObject([
        { shards: 3, position: 12, stopAt: null },
        { shards: 3, position: 12, stopAt: null },
        { shards: 3, position: 12, stopAt: null },
      ]);
    });

    it("changes only when all shards have come to one position, which nobody passes", async () => {
      const { listener, before } = await atPositions(3, 8);
      await another().declare({ ...listener, shards: 4 });
      for (const lease of before) expect(await store().advance(move(lease, lease.position, 9))).toBe(false);
      expect(await reportOf(store(), listener)).toMatchObject({ nextShards: 4 });
      const leases = await acquire(store(), listener);
      expect(leases).toMatchObject([
        { shards: 2, position: 3, stopAt: 8 },
        { shards: 2, position: 8, stopAt: 8 },
      ]);
      expect(await store().reshard(listener.name)).toBe(false);
      await store().advance(move(leases[0] as Lease, 3, 8));
      expect(await another().reshard(listener.name)).toBe(true);
      expect(await store().reshard(listener.name)).toBe(false);
      for (const lease of leases) expect(await store().advance(move(lease, 8, 9))).toBe(false);
      expect(await positionsOf(store(), listener)).toEqual([8, 8, 8, 8]);
      const fresh = await acquire(another(), listener);
      expect(fresh.map(({ shards, stopAt }) => ({ shards, stopAt }))).toEqual(
        Array.from({ length: 4 }, () => ({ shards: 4, stopAt: null })),
      );
      for (const lease of fresh) expect(lease.epoch).toBeGreaterThan(Math.max(...leases.map(({ epoch }) => epoch)));
      expect(await reportOf(store(), listener)).toMatchObject({ nextShards: null });
    });

    it("may become less", async () => {
      const { listener } = await atPositions(5, 5);
      await store().declare({ ...listener, shards: 1 });
      expect(await positionsOf(store(), listener)).toEqual([5]);
    });

    it("stays, and nothing has to stop, when the last declaration asks for what there is", async () => {
      const { listener } = await atPositions(3, 8);
      await store().declare({ ...listener, shards: 4 });
      await another().declare(listener);
      expect(await acquire(store(), listener)).toMatchObject([{ stopAt: null }, { stopAt: null }]);
      expect(await store().reshard(listener.name)).toBe(false);
      expect(await reportOf(store(), listener)).toMatchObject({ nextShards: null });
    });

    it("is changed once by many who find all shards there", async () => {
      const { listener } = await atPositions(3, 8);
      await store().declare({ ...listener, shards: 5 });
      const [behind] = await acquire(store(), listener);
      await store().advance(move(behind as Lease, 3, 8));
      const changed = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store() : another()).reshard(listener.name)),
      );
      expect(changed.filter(Boolean)).toHaveLength(1);
      expect(await positionsOf(store(), listener)).toEqual([8, 8, 8, 8, 8]);
    });

    it("changes while the listener is paused, which it stays", async () => {
      const listener = newListener();
      await store().pauseFailed(await onlyLease(store(), listener), failureAt(1));
      await store().declare({ ...listener, shards: 2 });
      expect(await positionsOf(store(), listener)).toEqual([0, 0]);
      expect(await acquire(store(), listener)).toEqual([]);
      await store().resume(listener.name);
      expect(await acquire(store(), listener)).toHaveLength(2);
    });

    it("changes with a reset, which brings all shards to one position", async () => {
      const { listener } = await atPositions(3, 8);
      await store().declare({ ...listener, shards: 4 });
      await store().reset(listener.name);
      expect(await positionsOf(store(), listener)).toEqual([0, 0, 0, 0]);
      expect(await acquire(store(), listener)).toHaveLength(4);
    });

    it("of a listener that nobody knows changes for nobody", async () => {
      expect(await store().reshard(newListener().name)).toBe(false);
    });

    /** A listener of two shards, at these positions. */
    async function atPositions(one: number, two: number) {
      const listener = newListener({ shards: 2 });
      await store().declare(listener);
      const leases = await acquire(store(), listener);
      const before = [one, two].map((position, shard) => ({ ...(leases[shard] as Lease), position }));
      for (const lease of before) expect(await store().advance(move(lease, 0, lease.position))).toBe(true);
      return { listener, before };
    }
  });
}
