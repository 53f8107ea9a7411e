import { expect, it } from "vitest";
import { describeDifference } from "./describe-difference.js";

const difference = (expected: readonly string[], actual: readonly string[]) =>
  describeDifference(expected.join("\n"), actual.join("\n")).split("\n");

it.each([
  ["what both have", ["a", "b"], ["a", "b"], ["  a", "  b"]],
  ["what differs", ["a", "b", "c"], ["a", "x", "c"], ["  a", "- b", "+ x", "  c"]],
  ["what is missing, and what is too much", ["a", "b"], ["b", "c"], ["- a", "  b", "+ c"]],
  [
    "no difference in a comma at a line's end",
    ["{", "  a: 1", "}"],
    ["{", "  a: 1,", "  b: 2", "}"],
    ["  {", "    a: 1,", "+   b: 2", "  }"],
  ],
])("A difference shows %s", (_, expected, actual, shown) => {
  expect(difference(expected, actual)).toEqual(shown);
});

it("A difference of very long texts marks all of both", () => {
  const long = Array.from({ length: 3_000 }, (_, n) => `line ${n}`);
  expect(difference(long, [...long, "one more"])).toHaveLength(6_001);
});
