import type { LeaseKey } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { acquire, keyOf, move, newListener, onlyLease, positionsOf, type Store, TTL_MS } from "./make.js";

/** Who may run a shard, and for how long; declarations. */
export function leaseTests(store: () => Store, another: () => Store, expire: (lease: LeaseKey) => Promise<void>) {
  describe("a lease", () => {
    it("says where to begin, and that nothing is to change", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      expect(lease).toEqual({
        listener: listener.name,
        shard: 0,
        epoch: expect.any(Number),
        shards: 1,
        position: 0,
        stopAt: null,
        parkedKeys: [],
        replayKeys: [],
      });
      expect(lease.epoch).toBeGreaterThanOrEqual(1);
    });

    it("has one holder: others get none", async () => {
      const listener = newListener();
      await onlyLease(store(), listener);
      expect(await acquire(another(), listener)).toEqual([]);
      expect(await acquire(store(), listener)).toEqual([]);
    });

    it("goes to exactly one of many who ask at once", async () => {
      const listener = newListener({ shards: 4 });
      await store().declare(listener);
      const given = await Promise.all(
        Array.from({ length: 16 }, (_, n) => acquire(n % 2 === 0 ? store() : another(), listener, `web-${n}`)),
      );
      const shards = given.flat().map(({ shard }) => shard);
      // Whoever is passed over because somebody else is just asking may ask again.
      shards.push(...(await acquire(store(), listener)).map(({ shard }) => shard));
      expect(shards.sort()).toEqual([0, 1, 2, 3]);
    });

    it("of each shard is one of its own", async () => {
      const listener = newListener({ shards: 3 });
      await store().declare(listener);
      const leases = await acquire(store(), listener);
      expect(leases.map(({ shard, shards }) => ({ shard, shards }))).toEqual([
        { shard: 0, shards: 3 },
        { shard: 1, shards: 3 },
        { shard: 2, shards: 3 },
      ]);
    });

    it("can be had for many listeners in one call, named twice or not", async () => {
      const [one, two] = [newListener(), newListener()];
      await Promise.all([store().declare(one), store().declare(two)]);
      const names = [one.name, two.name, one.name, "never_declared"];
      const leases = await store().acquire({ listeners: names, owner: "web-1", ttlMs: TTL_MS });
      expect(leases.map(({ listener }) => listener).sort()).toEqual([one.name, two.name].sort());
      expect(await store().acquire({ listeners: [], owner: "web-1", ttlMs: TTL_MS })).toEqual([]);
    });

    it("that expired goes to the next who asks, under a higher epoch and where the last one came to", async () => {
      const listener = newListener();
      const old = await onlyLease(store(), listener);
      await store().advance(move(old, 0, 7));
      await expire(old);
      const [taken] = await acquire(another(), listener, "web-2");
      expect(taken).toMatchObject({ shard: 0, position: 7 });
      expect(taken?.epoch).toBeGreaterThan(old.epoch);
      const [checkpoint] = await store().checkpoints([listener.name]);
      expect(checkpoint).toEqual({ ...keyOf(taken ?? old), position: 7, pause: null });
    });

    it("is prolonged by a renewal: it is given to nobody then", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await expire(lease);
      expect(await another().renew([{ ...keyOf(lease), failure: null }], TTL_MS)).toEqual([keyOf(lease)]);
      expect(await acquire(store(), listener)).toEqual([]);
    });

    it("that somebody took over, gave back or never had is not renewed; others in the same call are", async () => {
      const [taken, held, released] = [newListener(), newListener(), newListener()];
      const leases = [
        await onlyLease(store(), taken),
        await onlyLease(store(), held),
        await onlyLease(store(), released),
      ];
      await expire(leases[0] as LeaseKey);
      const [successor] = await acquire(another(), taken);
      await store().release([leases[2] as LeaseKey]);
      const never = { listener: "never_declared", shard: 0, epoch: 1 };
      const reports = [...leases, never].map((lease) => ({ ...keyOf(lease), failure: null }));
      expect(await store().renew(reports, TTL_MS)).toEqual([keyOf(leases[1] as LeaseKey)]);
      expect(await another().renew([{ ...keyOf(successor as LeaseKey), failure: null }], TTL_MS)).toHaveLength(1);
      expect(await store().renew([], TTL_MS)).toEqual([]);
    });

    it("that is given back can be had at once", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().release([lease]);
      const [next] = await acquire(another(), listener, "web-2");
      expect(next?.epoch).toBeGreaterThan(lease.epoch);
    });

    it("is not touched when an earlier owner gives back what it no longer has", async () => {
      const listener = newListener();
      const old = await onlyLease(store(), listener);
      await expire(old);
      const [present] = await acquire(another(), listener, "web-2");
      await store().release([old, { listener: "never_declared", shard: 0, epoch: 1 }]);
      expect(await acquire(store(), listener)).toEqual([]);
      expect(await another().renew([{ ...keyOf(present as LeaseKey), failure: null }], TTL_MS)).toHaveLength(1);
    });
  });

  describe("a declaration", () => {
    it("makes a checkpoint at 0 for each shard", async () => {
      const listener = newListener({ shards: 3 });
      await store().declare(listener);
      expect(await positionsOf(another(), listener)).toEqual([0, 0, 0]);
    });

    it("again changes nothing, and takes no lease away", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().advance(move(lease, 0, 5));
      await another().declare(listener);
      expect(await positionsOf(store(), listener)).toEqual([5]);
      expect(await store().renew([{ ...keyOf(lease), failure: null }], TTL_MS)).toEqual([keyOf(lease)]);
    });

    it("may be made by many at once", async () => {
      const listener = newListener({ shards: 2 });
      await Promise.all(
        Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? store() : another()).declare({ ...listener })),
      );
      expect(await positionsOf(store(), listener)).toEqual([0, 0]);
      expect(await acquire(store(), listener)).toHaveLength(2);
    });

    it("is there for nobody who was never declared: no lease, no checkpoint", async () => {
      const listener = newListener();
      expect(await acquire(store(), listener)).toEqual([]);
      expect(await positionsOf(store(), listener)).toEqual([]);
    });
  });
}
