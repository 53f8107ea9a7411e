import { InvalidDataError, InvalidOptionError } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { failureAt, move, newListener, onlyLease, positionsOf, type Store, TTL_MS } from "./make.js";

/** Names, times and steps that are refused, and changed nothing. */
export function validationTests(store: () => Store) {
  describe("a listener's name", () => {
    it.each(["__proto__", "constructor", `'; drop table x; --"`, "Größe 😀", "a b", "{a,b}", "\\", "x".repeat(200)])(
      "may be %j",
      async (text) => {
        const listener = newListener({ name: text });
        const lease = await onlyLease(store(), listener);
        expect(await store().advance(move(lease, 0, 3))).toBe(true);
        expect(await positionsOf(store(), listener)).toEqual([3]);
        expect((await store().reports()).map(({ name }) => name)).toContain(text);
        await store().reset(text);
        await store().forget(text);
      },
    );

    it.each(["", "a\u0000", "\ud800", "x".repeat(201), 1, null, undefined, {}])("is refused: %j", async (name) => {
      await expect(store().declare(newListener({ name: name as string }))).rejects.toThrow(InvalidDataError);
      const request = { listeners: [name as string], owner: "web-1", ttlMs: TTL_MS };
      await expect(store().acquire(request)).rejects.toThrow(InvalidDataError);
    });
  });

  describe("refused is", () => {
    it.each([0, -1, 1.5, 257, Number.NaN, "2"])("%j as a number of shards", async (shards) => {
      await expect(store().declare(newListener({ shards: shards as number }))).rejects.toThrow(InvalidDataError);
    });

    it("an unknown kind, or tables that are no names", async () => {
      for (const wrong of [{ kind: "queue" }, { tables: "a" }, { tables: [1] }, { tables: ["\u0000"] }]) {
        await expect(store().declare(newListener(wrong as never))).rejects.toThrow(InvalidDataError);
      }
    });

    it.each([0, -1, 0.5, Number.NaN, Infinity, "1000", 2 ** 31])("%j as the time of a lease", async (ttlMs) => {
      const request = { listeners: ["a"], owner: "web-1", ttlMs: ttlMs as number };
      await expect(store().acquire(request)).rejects.toThrow(InvalidOptionError);
      await expect(store().renew([], ttlMs as number)).rejects.toThrow(InvalidOptionError);
    });

    it("an owner that cannot be stored", async () => {
      for (const owner of ["\u0000", "\ud800", 1]) {
        const request = { listeners: ["a"], owner: owner as string, ttlMs: TTL_MS };
        await expect(store().acquire(request)).rejects.toThrow(InvalidDataError);
      }
    });

    it("a step that makes no sense, and it changes nothing", async () => {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      const letter = { key: "a", position: 1, error: failureAt(1) };
      const steps = [
        move(lease, -1, 1),
        move(lease, 0, 0.5),
        move(lease, 0, 2 ** 53),
        move(lease, 1, 0),
        move({ ...lease, shard: -1 }, 0, 1),
        move({ ...lease, epoch: "1" as never }, 0, 1),
        move(lease, 0, 1, { parked: [{ ...letter, key: "\u0000" }] }),
        move(lease, 0, 1, { parked: [{ ...letter, position: 1.5 }] }),
        move(lease, 0, 1, { replayed: [{ key: "\ud800", position: 1 }] }),
      ];
      for (const step of steps) await expect(store().advance(step)).rejects.toThrow(InvalidDataError);
      expect(await positionsOf(store(), listener)).toEqual([0]);
    });
  });
}
