import { expect, it } from "vitest";
import { splitsOf } from "./splits-of.js";

it("A few items are divided in every way that there is, one by one first", () => {
  expect(splitsOf([1, 2, 3])).toEqual([
    [[1], [2], [3]],
    [[1, 2], [3]],
    [[1], [2, 3]],
  ]);
  expect(splitsOf([1, 2, 3, 4, 5, 6])).toHaveLength(31);
  expect(new Set(splitsOf([1, 2, 3, 4, 5, 6]).map((split) => JSON.stringify(split))).size).toBe(31);
});

it("Many items are divided one by one, and in two at every place", () => {
  const items = Array.from({ length: 10 }, (_, n) => n);
  const splits = splitsOf(items);
  expect(splits).toHaveLength(10);
  expect(splits[0]).toEqual(items.map((item) => [item]));
  expect(splits.slice(1).map(([first = []]) => first.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const split of splits) expect(split.flat()).toEqual(items);
});

it("One item cannot be divided, nor none", () => {
  expect([splitsOf([1]), splitsOf([])]).toEqual([[], []]);
});
