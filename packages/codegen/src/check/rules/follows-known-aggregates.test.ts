import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { followsKnownAggregates } from "./follows-known-aggregates.js";

test("a read model follows aggregates of the project", () => {
  expect(readModelProblems(followsKnownAggregates)).toEqual([]);
});

test("an aggregate that no model file exports is refused", () => {
  const from = '[{ ...Training, ...Training.events("Opened"), aggregate: { name: "Stranger" } }]';
  expect(readModelProblems(followsKnownAggregates, { from })).toEqual([
    'src/list.model.ts:3:10 F1204 No model file of this project exports the aggregate "Stranger" by default. ' +
      "| Import an aggregate from its model file, by default. There are: Training.",
  ]);
});

test("a read model that follows nothing is refused", () => {
  expect(readModelProblems(followsKnownAggregates, { from: "[]" })).toEqual([
    'src/list.model.ts:3:3 F1204 TrainingList follows no events. | Write `from: [Training.events("…")]`.',
  ]);
  expect(readModelProblems(followsKnownAggregates, { from: "[Training.events()]" })).toHaveLength(1);
});

test("another copy of a known aggregate is refused, with the file of the one that is meant", () => {
  const from = '[{ ...Training.events("Opened"), aggregate: { ...Training } }]';
  expect(readModelProblems(followsKnownAggregates, { from })[0]).toMatch(
    / \| Import it from src\/training\.model\.ts, which exports it by default\.$/,
  );
});
