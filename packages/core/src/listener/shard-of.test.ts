import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashOf, shardOf } from "./shard-of.js";

describe("The shard of a key", () => {
  // Never to be changed: processes of any build must agree.
  it.each([
    ["", 2_872_998_923],
    ["a", 444_641_715],
    ["counter-a", 656_580_216],
    ['training_list:["0198c1f2-0000-7000-8000-000000000000"]', 3_527_678_446],
    ["\u00e9\u{1f600}", 166_440_505],
  ])("comes from the hash of its text: %j", (key, hash) => {
    expect(hashOf(key)).toBe(hash);
    for (const shards of [1, 2, 3, 7, 256]) expect(shardOf(key, shards)).toBe(hash % shards);
  });

  it("is one of those that there are, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 256 }), (key, shards) => {
        const shard = shardOf(key, shards);
        expect(Number.isInteger(shard) && shard >= 0 && shard < shards).toBe(true);
      }),
    );
  });

  it("divides keys that differ by a digit evenly", () => {
    for (const shards of [2, 3, 4, 8, 16]) {
      const sizes = Array.from({ length: shards }, () => 0);
      for (let n = 0; n < 16_000; n++) {
        const shard = shardOf(`counters:["${n}"]`, shards);
        sizes[shard] = (sizes[shard] ?? 0) + 1;
      }
      for (const size of sizes) expect(Math.abs(size / (16_000 / shards) - 1)).toBeLessThan(0.15);
    }
  });
});
