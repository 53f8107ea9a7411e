import type { Lease, LeaseKey, ListenerDeclaration } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import {
  acquire,
  failureAt,
  keyOf,
  move,
  newListener,
  onlyLease,
  positionsOf,
  reportOf,
  type Store,
  TTL_MS,
} from "./make.js";

/** What operators do: pause, resume, skip, reset, replay, forget. */
export function controlTests(store: () => Store, another: () => Store) {
  describe("what an operator does", () => {
    const operations: [name: string, operate: (listener: ListenerDeclaration) => Promise<unknown>][] = [
      ["pause", ({ name }) => another().pause(name, "Maintenance")],
      ["resume", ({ name }) => another().resume(name)],
      ["reset", ({ name }) => another().reset(name)],
      ["replay", ({ name }) => another().replay(name)],
      ["forget", ({ name }) => another().forget(name)],
    ];
    it.each(operations)("takes effect at once, its owner is fenced out: %s", async (_, operate) => {
      const listener = newListener({ shards: 2 });
      await store().declare(listener);
      const leases = await acquire(store(), listener);
      await operate(listener);
      for (const lease of leases) {
        expect(await store().advance(move(lease, 0, 1))).toBe(false);
        expect(await store().pauseFailed(lease, failureAt(1))).toBe(false);
      }
      const reports = leases.map((lease) => ({ ...keyOf(lease), failure: null }));
      expect(await store().renew(reports, TTL_MS)).toEqual([]);
    });

    it.each(operations)("is refused for a listener that nobody knows: %s", async (_, operate) => {
      const listener = newListener();
      const refused = { code: "unknown-listener", listener: listener.name };
      await expect(operate(listener)).rejects.toMatchObject(refused);
      await expect(store().skip(listener.name, 1)).rejects.toMatchObject(refused);
      await expect(store().deadLetters(listener.name, 1)).rejects.toMatchObject(refused);
    });
  });

  describe("a listener", () => {
    it("that is paused is run by nobody, until it is resumed where it stood", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().advance(move(lease, 0, 4));
      await another().pause(listener.name, "Maintenance");
      expect(await acquire(store(), listener)).toEqual([]);
      expect((await reportOf(store(), listener)).pause).toEqual({
        by: "operator",
        reason: "Maintenance",
        failure: null,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      await store().resume(listener.name);
      const [next] = await acquire(another(), listener);
      expect(next).toMatchObject({ position: 4 });
      expect(next?.epoch).toBeGreaterThan(lease.epoch);
      expect((await reportOf(store(), listener)).pause).toBeNull();
    });

    it("that failed stands still as a whole, and says why and where", async () => {
      const listener = newListener({ shards: 2 });
      await store().declare(listener);
      const [one, two] = (await acquire(store(), listener)) as [Lease, Lease];
      expect(await store().pauseFailed(two, failureAt(9))).toBe(true);
      expect(await store().advance(move(one, 0, 1))).toBe(false);
      expect(await store().pauseFailed(one, failureAt(3))).toBe(false);
      expect(await acquire(another(), listener)).toEqual([]);
      expect((await reportOf(another(), listener)).pause).toMatchObject({
        by: "failure",
        reason: "No such customer",
        failure: failureAt(9),
      });
    });

    it("that is paused, and paused again, tells the last reason", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await store().pauseFailed(lease, failureAt(9));
      await store().pause(listener.name, "By hand");
      expect((await reportOf(store(), listener)).pause).toMatchObject({ by: "operator", reason: "By hand" });
      await expect(store().skip(listener.name, 9)).rejects.toMatchObject({ code: "nothing-to-skip", failedAt: null });
    });

    it("that failed is resumed to try the same event again", async () => {
      const listener = newListener();
      await store().pauseFailed(await onlyLease(store(), listener), failureAt(1));
      await store().resume(listener.name);
      expect(await acquire(store(), listener)).toMatchObject([{ position: 0 }]);
    });

    it("that failed skips that one event, in that one shard, and goes on behind it", async () => {
      const listener = newListener({ shards: 2 });
      await store().declare(listener);
      const [one, two] = (await acquire(store(), listener)) as [Lease, Lease];
      await store().advance(move(one, 0, 3));
      await store().advance(move(two, 0, 6));
      await store().pauseFailed(two, failureAt(9));
      await another().skip(listener.name, 9);
      expect(await positionsOf(store(), listener)).toEqual([3, 9]);
      expect((await acquire(store(), listener)).map(({ position }) => position)).toEqual([3, 9]);
    });

    it("skips no other event than the one that failed, and none when nothing did", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      await expect(store().skip(listener.name, 1)).rejects.toMatchObject({ code: "nothing-to-skip", failedAt: null });
      await store().pauseFailed(lease, failureAt(9));
      await expect(store().skip(listener.name, 8)).rejects.toMatchObject({ code: "nothing-to-skip", failedAt: 9 });
      await store().skip(listener.name, 9);
      await expect(store().skip(listener.name, 9)).rejects.toMatchObject({ code: "nothing-to-skip" });
    });

    it("skips nothing when it failed at no event", async () => {
      const listener = newListener();
      await store().pauseFailed(await onlyLease(store(), listener), { ...failureAt(9), position: null });
      await expect(store().skip(listener.name, 9)).rejects.toMatchObject({ code: "nothing-to-skip" });
    });

    it("that is reset starts again from the first event, without dead letters, running", async () => {
      const listener = newListener({ shards: 2 });
      await store().declare(listener);
      const [one, two] = (await acquire(store(), listener)) as [Lease, Lease];
      await store().advance(move(one, 0, 5, { parked: [{ key: "a", position: 5, error: failureAt(5) }] }));
      await store().pauseFailed(two, failureAt(9));
      await another().reset(listener.name);
      expect(await positionsOf(store(), listener)).toEqual([0, 0]);
      expect(await reportOf(store(), listener)).toMatchObject({ pause: null, deadLetters: 0, parkedKeys: 0 });
      expect(await acquire(store(), listener)).toMatchObject([
        { position: 0, parkedKeys: [] },
        { position: 0, parkedKeys: [] },
      ]);
    });

    it("that was forgotten is unknown, and does not meet its old owners when it is declared again", async () => {
      const listener = newListener();
      const old = await onlyLease(store(), listener);
      await another().forget(listener.name);
      expect(await positionsOf(store(), listener)).toEqual([]);
      const present = await onlyLease(another(), listener);
      expect(await store().advance(move(old, 0, 1))).toBe(false);
      expect(await another().advance(move(present, 0, 1))).toBe(true);
    });

    it("is left in one piece by many operators at once", async () => {
      const listener = newListener({ shards: 4 });
      await store().declare(listener);
      const works = Array.from({ length: 24 }, async (_, n) => {
        const own = n % 2 === 0 ? store() : another();
        if (n % 6 === 0) return own.reset(listener.name);
        if (n % 6 === 1) return own.pause(listener.name, "Busy");
        if (n % 6 === 2) return own.replay(listener.name);
        if (n % 6 === 3) return own.declare({ ...listener, shards: 4 });
        const leases = await acquire(own, listener, `web-${n}`);
        await own.renew(
          leases.map((lease) => ({ ...keyOf(lease), failure: null })),
          TTL_MS,
        );
        for (const lease of leases) await own.advance(move(lease, lease.position, lease.position + 1));
        await own.release(leases);
      });
      await Promise.all(works);
      await store().resume(listener.name);
      const leases = await acquire(store(), listener);
      expect(leases.map(({ shard }) => shard)).toEqual([0, 1, 2, 3]);
      const byEpoch = (lease: LeaseKey) => `${lease.shard}: ${lease.epoch}`;
      expect([...(await store().checkpoints([listener.name]))].map(byEpoch).sort()).toEqual(leases.map(byEpoch));
    });
  });
}
