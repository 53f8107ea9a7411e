import { describe, expect, it, vi } from "vitest";
import { inWorld } from "./in-world.js";

describe("Another world", () => {
  it("has another time, however it is asked for", () => {
    const year = new Date().getFullYear();
    inWorld("another", () => {
      expect(new Date().getFullYear()).toBeGreaterThan(year + 290);
      expect(Date.now()).toBeGreaterThan(new Date(year + 290, 0).getTime());
      expect(Date()).toContain(String(new Date().getFullYear()));
      expect(performance.now()).toBeGreaterThan(1e12);
    });
  });

  it("makes the same dates of the same texts, of the same kind", () => {
    const here = new Date("2031-05-17T08:00:00.000Z");
    inWorld("another", () => {
      const there = new Date("2031-05-17T08:00:00.000Z");
      expect(there).toStrictEqual(here);
      expect([here instanceof Date, there.constructor === here.constructor]).toEqual([true, true]);
      expect(Date.UTC(2031, 0)).toBe(new Date(Date.parse("2031-01-01T00:00:00Z")).getTime());
      expect(new (class extends Date {})(0).toISOString()).toBe("1970-01-01T00:00:00.000Z");
    });
  });

  it("tosses coins to the other side, once: a loop that waits for a side comes to its end", () => {
    expect([inWorld("this", () => Math.random() < 1e-9), inWorld("another", () => Math.random() > 1 - 1e-9)]).toEqual([
      true,
      true,
    ]);
    inWorld("this", () => {
      let tosses = 0;
      while (Math.random() < 0.5) tosses++;
      expect(tosses).toBeGreaterThan(0);
    });
  });

  it("is left behind, also when something is thrown in it, and stands on the fake time of a test", () => {
    const own = [Date, Math.random, performance.now];
    expect(() =>
      inWorld("another", () => {
        throw new TypeError("Lost");
      }),
    ).toThrow("Lost");
    expect([Date, Math.random, performance.now]).toEqual(own);

    vi.useFakeTimers({ now: 0 });
    expect(inWorld("another", () => new Date(Date.now()))).toEqual(inWorld("another", () => new Date()));
    expect(inWorld("this", () => Date.now())).toBe(0);
    vi.useRealTimers();
  });
});
