import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { initialStateFits } from "./initial-state-fits.js";

test("an initial state of the schema is fine", () => {
  expect(aggregateProblems(initialStateFits)).toEqual([]);
});

test("a wrong value is marked where it stands", () => {
  expect(aggregateProblems(initialStateFits, { initialState: '{ open: "no" }' })).toEqual([
    "src/training.model.ts:4:19 F1304 The initial state of Training does not match its schema. " +
      "open: Invalid input: expected boolean, received string.",
  ]);
});

test("a missing value is marked at the state", () => {
  expect(aggregateProblems(initialStateFits, { initialState: "{}" })[0]).toContain("src/training.model.ts:4:3 F1304");
});

test("a key that the schema would drop is refused", () => {
  expect(aggregateProblems(initialStateFits, { initialState: "{ open: false, more: 1 }" })).toEqual([
    "src/training.model.ts:4:3 F1304 The initial state of Training does not match its schema. " +
      "has keys that the schema does not know, or values that it would change.",
  ]);
});

test("a state of any kind is another rule's business, and harms nothing", () => {
  expect(aggregateProblems(initialStateFits, { state: "z.any()", initialState: "undefined" })).toHaveLength(1);
});
