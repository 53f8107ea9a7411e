import type { Lease, LeaseKey } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { acquire, failureAt, move, newListener, onlyLease, positionsOf, reportOf, type Store } from "./make.js";

/** An owner whose lease was taken over changes nothing; checkpoints move from where they are. */
export function fenceTests(store: () => Store, another: () => Store, expire: (lease: LeaseKey) => Promise<void>) {
  describe("a checkpoint", () => {
    it("moves step by step", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      expect(await store().advance(move(lease, 0, 3))).toBe(true);
      expect(await another().advance(move(lease, 3, 4))).toBe(true);
      expect(await store().advance(move(lease, 4, 4))).toBe(true);
      expect(await positionsOf(store(), listener)).toEqual([4]);
    });

    it("moves to positions as large as they can be", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      expect(await store().advance(move(lease, 0, Number.MAX_SAFE_INTEGER))).toBe(true);
      expect(await positionsOf(store(), listener)).toEqual([Number.MAX_SAFE_INTEGER]);
    });

    it("does not move from where it is not", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().advance(move(lease, 0, 3));
      for (const from of [0, 2, 4]) expect(await store().advance(move(lease, from, 9))).toBe(false);
      expect(await positionsOf(store(), listener)).toEqual([3]);
    });

    it("of one shard moves alone", async () => {
      const listener = newListener({ shards: 3 });
      await store().declare(listener);
      const leases = await acquire(store(), listener);
      await store().advance(move(leases[1] as LeaseKey, 0, 8));
      expect(await positionsOf(store(), listener)).toEqual([0, 8, 0]);
    });

    it("makes a step once, though many try at the same time", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      for (let from = 0; from < 5; from++) {
        const moved = await Promise.all(
          Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store() : another()).advance(move(lease, from, from + 1))),
        );
        expect(moved.filter(Boolean)).toHaveLength(1);
      }
    });
  });

  describe("an owner whose lease somebody took over", () => {
    it("changes nothing any more", async () => {
      const { listener, old } = await takenOver();
      const letter = { key: "order-1", position: 6, error: failureAt(6) };
      expect(await store().advance(move(old, 5, 6, { parked: [letter] }))).toBe(false);
      expect(await store().pauseFailed(old, failureAt(6))).toBe(false);
      await store().release([old]);
      expect(await positionsOf(store(), listener)).toEqual([5]);
      expect(await reportOf(store(), listener)).toMatchObject({ pause: null, deadLetters: 0 });
      expect(await acquire(store(), listener)).toEqual([]);
    });

    it("settles no dead letters either", async () => {
      const { listener, old, present } = await takenOver();
      const letter = { key: "order-1", position: 6, error: failureAt(6) };
      expect(await another().advance(move(present, 5, 6, { parked: [letter] }))).toBe(true);
      expect(await store().advance(move(old, 6, 6, { replayed: [letter] }))).toBe(false);
      expect(await store().deadLetters(listener.name, 10)).toHaveLength(1);
    });

    it("of many takeovers at work at the same time makes no step that another made", async () => {
      const listener = newListener();
      await store().declare(listener);
      let steps = 0;
      await Promise.all(
        Array.from({ length: 4 }, async (_, n) => {
          const own = n % 2 === 0 ? store() : another();
          for (let round = 0; round < 25; round++) {
            const [lease] = await acquire(own, listener, `web-${n}`);
            if (lease === undefined) continue;
            if (round % 3 === 0) await expire(lease);
            if (await own.advance(move(lease, lease.position, lease.position + 1))) steps++;
            if (round % 3 !== 0) await own.release([lease]);
          }
        }),
      );
      expect(await positionsOf(store(), listener)).toEqual([steps]);
    });

    async function takenOver() {
      const listener = newListener();
      const old = await onlyLease(store(), listener);
      await store().advance(move(old, 0, 5));
      await expire(old);
      const [present] = await acquire(another(), listener, "web-2");
      return { listener, old, present: present as Lease };
    }
  });
}
