import { describe, expect, it } from "vitest";
import { counter } from "../test-support/counter.js";
import { type KnownStream, StateCache } from "./state-cache.js";

const known = (version: number, epoch = 0): KnownStream => ({
  decider: counter,
  state: { count: version, closed: false },
  version,
  position: version,
  snapshotVersion: 0,
  epoch,
});

const held = (cache: StateCache, ...ids: string[]) => ids.filter((id) => cache.get(id, counter) !== undefined);

describe("The cache of states", () => {
  it("gives back what it was given, until something newer comes", () => {
    const cache = new StateCache(2);
    cache.set("a", known(1));
    expect(cache.get("a", counter)).toEqual(known(1));
    cache.set("a", known(2));
    expect(cache.get("a", counter)).toEqual(known(2));
    expect(cache.get("b", counter)).toBeUndefined();
  });

  it("lets go of the stream that was used longest ago", () => {
    const cache = new StateCache(2);
    cache.set("a", known(1));
    cache.set("b", known(1));
    cache.set("a", known(2));
    cache.set("c", known(1));
    expect(held(cache, "a", "b", "c")).toEqual(["a", "c"]);
    cache.set("d", known(1));
    expect(held(cache, "a", "c", "d")).toEqual(["c", "d"]);
  });

  it("keeps nothing if it may keep none", () => {
    const cache = new StateCache(0);
    cache.set("a", known(1));
    expect(held(cache, "a")).toEqual([]);
  });

  it("has nothing for another decider: it would fold the stream to another state", () => {
    const cache = new StateCache(2);
    cache.set("a", known(1));
    expect(cache.get("a", { ...counter })).toBeUndefined();
    expect(held(cache, "a")).toEqual(["a"]);
  });

  it("forgets one stream, or all", () => {
    const cache = new StateCache(3);
    for (const id of ["a", "b", "c"]) cache.set(id, known(1));
    cache.delete("b");
    expect(held(cache, "a", "b", "c")).toEqual(["a", "c"]);
    cache.clear();
    expect(held(cache, "a", "b", "c")).toEqual([]);
  });

  it("takes nothing that was read before it was cleared, and forgets what such a state would replace", () => {
    const cache = new StateCache(2);
    cache.clear();
    expect(cache.isCurrent(known(1, 0))).toBe(false);
    expect(cache.isCurrent(known(1, cache.epoch))).toBe(true);
    cache.set("a", known(1, cache.epoch));
    cache.set("a", known(2, 0));
    expect(held(cache, "a")).toEqual([]);
  });
});
