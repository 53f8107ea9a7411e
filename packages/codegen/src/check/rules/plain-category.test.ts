import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { plainCategory } from "./plain-category.js";

test.each(["training", "training_2"])("%s is a category", (category) => {
  expect(aggregateProblems(plainCategory, { more: `category: "${category}"` })).toEqual([]);
});

test("a category without a `-` comes from the name", () => {
  expect(aggregateProblems(plainCategory)).toEqual([]);
});

test("a `-` would end the category", () => {
  expect(aggregateProblems(plainCategory, { more: 'category: "my-training"' })).toEqual([
    'src/training.model.ts:8:3 F1105 The category "my-training" holds a "-", which ends the category in a stream\'s id. ' +
      "| Call it like training.",
  ]);
});

test.each(["", " ", "a b", "ä", "a\u0000"])("%j is no category", (category) => {
  expect(aggregateProblems(plainCategory, { more: `category: ${JSON.stringify(category)}` })).toHaveLength(1);
});
