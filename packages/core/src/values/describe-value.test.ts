import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeValue } from "./describe-value.js";

describe("describeValue", () => {
  it.each([
    ["a", '"a"'],
    ["x".repeat(81), `"${"x".repeat(80)}…"`],
    [1n, "1n"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [Symbol("s"), "Symbol(s)"],
    [[1], "an array"],
    [Object.create(null), "an object"],
    [() => 1, "a function"],
  ])("has words for a value (case %#)", (value, described) => {
    expect(describeValue(value)).toBe(described);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => typeof describeValue(value) === "string"),
    );
  });
});
