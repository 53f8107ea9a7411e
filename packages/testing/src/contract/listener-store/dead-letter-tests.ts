import type { DeadLetter } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { acquire, failureAt, move, newListener, onlyLease, reportOf, type Store } from "./make.js";

const failed = (key: string, position: number): DeadLetter => ({ key, position, error: failureAt(position, { key }) });
const waiting = (key: string, position: number): DeadLetter => ({ key, position, error: null });

/** Events that could not be handled, and those behind them, by key and in order. */
export function deadLetterTests(store: () => Store, another: () => Store) {
  describe("dead letters", () => {
    it("are kept with the step that they belong to, by key and in order", async () => {
      const { listener, lease } = await parkedWith([failed("b", 4), failed("a", 2), waiting("a", 7)]);
      expect(await another().deadLettersOf(listener.name, "a")).toEqual([failed("a", 2), waiting("a", 7)]);
      expect(await another().deadLettersOf(listener.name, "b")).toEqual([failed("b", 4)]);
      expect(await store().deadLettersOf(listener.name, "c")).toEqual([]);
      expect((await store().deadLetters(listener.name, 2)).map(({ position }) => position)).toEqual([2, 4]);
      expect(await reportOf(store(), listener)).toMatchObject({ deadLetters: 3, parkedKeys: 2, replaying: 0 });
      expect(lease.parkedKeys).toEqual([]);
    });

    it("are known to whoever runs the listener next", async () => {
      const { listener, lease } = await parkedWith([failed("a", 2), waiting("a", 7), failed("b", 4)]);
      await store().release([lease]);
      const [next] = await acquire(another(), listener);
      expect([...(next?.parkedKeys ?? [])].sort()).toEqual(["a", "b"]);
      expect(next?.replayKeys).toEqual([]);
    });

    it("of one event may be of several keys", async () => {
      const { listener } = await parkedWith([failed("a", 2), failed("b", 2)]);
      expect(await store().deadLetters(listener.name, 10)).toEqual([failed("a", 2), failed("b", 2)]);
    });

    it("are handled again for one key when somebody asks for it, and are gone once they were", async () => {
      const { listener } = await parkedWith([failed("a", 2), waiting("a", 7), failed("b", 4)]);
      expect(await another().replay(listener.name, "a")).toBe(2);
      expect(await reportOf(store(), listener)).toMatchObject({ deadLetters: 3, replaying: 2 });
      const [lease] = await acquire(store(), listener);
      if (lease === undefined) throw new TypeError("The replay has not freed the lease.");
      expect(lease).toMatchObject({ replayKeys: ["a"], position: 10 });
      const replayed = [{ key: "a", position: 2 }];
      expect(await store().advance(move(lease, 10, 10, { replayed }))).toBe(true);
      expect(await store().deadLettersOf(listener.name, "a")).toEqual([waiting("a", 7)]);
      expect(await store().advance(move(lease, 10, 10, { replayed: [{ key: "a", position: 7 }] }))).toBe(true);
      await store().release([lease]);
      expect(await acquire(store(), listener)).toMatchObject([{ parkedKeys: ["b"], replayKeys: [] }]);
    });

    it("are handled again for all keys when nobody names one", async () => {
      const { listener } = await parkedWith([failed("a", 2), waiting("a", 7), failed("b", 4)]);
      expect(await store().replay(listener.name)).toBe(3);
      const [lease] = await acquire(store(), listener);
      expect([...(lease?.replayKeys ?? [])].sort()).toEqual(["a", "b"]);
      expect(await store().replay(listener.name, "none of that key")).toBe(0);
    });

    it("that fail again are kept with the new failure, and wait until somebody asks again", async () => {
      const { listener } = await parkedWith([failed("a", 2), waiting("a", 7)]);
      await store().replay(listener.name, "a");
      const [lease] = await acquire(store(), listener);
      const again = { key: "a", position: 2, error: failureAt(2, { message: "Still not there" }) };
      if (lease !== undefined) await store().advance(move(lease, 10, 10, { parked: [again] }));
      expect(await store().deadLettersOf(listener.name, "a")).toEqual([again, waiting("a", 7)]);
      expect(await reportOf(store(), listener)).toMatchObject({ deadLetters: 2, replaying: 0 });
      if (lease !== undefined) await store().release([lease]);
      expect(await acquire(store(), listener)).toMatchObject([{ parkedKeys: ["a"], replayKeys: [] }]);
    });

    it("that come to a key which is being handled again are handled with it", async () => {
      const { listener } = await parkedWith([failed("a", 2)]);
      await store().replay(listener.name, "a");
      const [lease] = await acquire(store(), listener);
      if (lease === undefined) throw new TypeError("The replay has not freed the lease.");
      await store().advance(move(lease, 10, 12, { parked: [waiting("a", 12)] }));
      await store().advance(move(lease, 12, 12, { replayed: [{ key: "a", position: 2 }] }));
      await store().release([lease]);
      expect(await acquire(store(), listener)).toMatchObject([{ parkedKeys: ["a"], replayKeys: ["a"] }]);
    });

    it("may have any key, and any failure", async () => {
      const keys = [
        "__proto__",
        "constructor",
        `orders:["o'Neill","\\u0000"]`,
        "Größe 😀",
        " ",
        "%_\\",
        Array.from({ length: 5_000 }, (_, n) => n).join(" "),
      ];
      const message = `\u0000 \ud800 ' " \\ ${"long ".repeat(10_000)}`;
      const letters = keys.map((key, index) => ({
        key,
        position: index + 1,
        error: failureAt(index + 1, { message }),
      }));
      const { listener, lease } = await parkedWith(letters);
      for (const [index, key] of keys.entries()) {
        const [letter] = await store().deadLettersOf(listener.name, key);
        expect(letter).toMatchObject({ key, position: index + 1 });
        expect(letter?.error?.message).toMatch(/^\ufffd \ufffd ' " \\ long/);
      }
      await store().release([lease]);
      const [next] = await acquire(another(), listener);
      expect([...(next?.parkedKeys ?? [])].sort()).toEqual([...keys].sort());
    });

    it("may be thousands in one step", async () => {
      const letters = Array.from({ length: 3_000 }, (_, n) => waiting(`key ${n % 100}`, n + 1));
      const { listener } = await parkedWith(letters, 3_000);
      expect(await reportOf(store(), listener)).toMatchObject({ deadLetters: 3_000, parkedKeys: 100 });
    });

    async function parkedWith(parked: readonly DeadLetter[], to = 10) {
      const listener = newListener();
      const lease = await onlyLease(store(), listener);
      expect(await store().advance(move(lease, 0, to, { parked }))).toBe(true);
      return { listener, lease };
    }
  });
}
