import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeKind } from "./describe-kind.js";

describe("describeKind", () => {
  it.each([
    ["hunter2", "a string"],
    [1234, "an integer"],
    [-0, "an integer"],
    [0.5, "a fraction"],
    [2 ** 53, "an integer beyond 2^53 − 1"],
    [Number.NaN, "NaN"],
    [Infinity, "Infinity"],
    [1n, "a bigint"],
    [true, "a boolean"],
    [undefined, "undefined"],
    [null, "null"],
    [Symbol("s"), "a symbol"],
    [["hunter2"], "an array"],
    [{ password: "hunter2" }, "an object"],
    [() => 1, "a function"],
  ])("has words for a value, and does not tell it (case %#)", (value, described) => {
    expect(describeKind(value)).toBe(described);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => typeof describeKind(value) === "string"),
    );
  });
});
