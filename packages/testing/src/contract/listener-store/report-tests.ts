import type { LeaseKey } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { acquire, failureAt, keyOf, move, newListener, onlyLease, reportOf, type Store, TTL_MS } from "./make.js";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What an operator is told of each listener. */
export function reportTests(store: () => Store, another: () => Store, expire: (lease: LeaseKey) => Promise<void>) {
  describe("a report", () => {
    it("tells who runs each shard, for how long yet, and how far it is", async () => {
      const listener = newListener({ kind: "projection", shards: 2 });
      await store().declare(listener);
      expect(await reportOf(another(), listener)).toEqual({
        name: listener.name,
        kind: "projection",
        shards: [0, 1].map((shard) => ({
          shard,
          epoch: expect.any(Number),
          position: 0,
          movedAt: expect.stringMatching(INSTANT),
          owner: null,
          leaseMs: 0,
          failure: null,
        })),
        nextShards: null,
        pause: null,
        deadLetters: 0,
        parkedKeys: 0,
        replaying: 0,
      });
      const [lease] = await acquire(store(), listener, "web-1 pid 4711");
      await store().advance(move(lease as LeaseKey, 0, 5));
      const [shard] = (await reportOf(another(), listener)).shards;
      expect(shard).toMatchObject({ epoch: lease?.epoch, position: 5, owner: "web-1 pid 4711" });
      expect(shard?.leaseMs).toBeGreaterThan(0);
      expect(shard?.leaseMs).toBeLessThanOrEqual(TTL_MS);
    });

    it("names no owner once its lease has expired or was given back", async () => {
      const listener = newListener({ shards: 2 });
      await store().declare(listener);
      const [one, two] = await acquire(store(), listener);
      await expire(one as LeaseKey);
      await store().release([two as LeaseKey]);
      const { shards } = await reportOf(store(), listener);
      expect(shards.map(({ owner, leaseMs }) => ({ owner, leaseMs }))).toEqual([
        { owner: null, leaseMs: 0 },
        { owner: null, leaseMs: 0 },
      ]);
    });

    it("tells the failure that an owner is trying to get over, until it is over", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().renew([{ ...keyOf(lease), failure: failureAt(3, { attempts: 2 }) }], TTL_MS);
      expect((await reportOf(another(), listener)).shards[0]?.failure).toEqual(failureAt(3, { attempts: 2 }));
      await store().renew([{ ...keyOf(lease), failure: null }], TTL_MS);
      expect((await reportOf(another(), listener)).shards[0]?.failure).toBeNull();
    });

    it("is there for every listener that was declared, by name", async () => {
      const declared = [newListener(), newListener(), newListener()];
      for (const listener of [...declared].reverse()) await store().declare(listener);
      const names = (await another().reports()).map(({ name }) => name);
      expect(names.filter((name) => declared.some((listener) => listener.name === name))).toEqual(
        declared.map(({ name }) => name).sort(),
      );
    });

    it("tells the last declaration's kind", async () => {
      const listener = newListener();
      await store().declare(listener);
      await another().declare({ ...listener, kind: "projection" });
      expect(await reportOf(store(), listener)).toMatchObject({ kind: "projection" });
    });
  });
}
