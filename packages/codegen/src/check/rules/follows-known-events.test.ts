import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { followsKnownEvents } from "./follows-known-events.js";

test("a read model follows events that are declared", () => {
  expect(readModelProblems(followsKnownEvents)).toEqual([]);
});

test("a mistyped event is marked where it stands", () => {
  expect(readModelProblems(followsKnownEvents, { from: '[Training.events("Opened", "Closd")]' })).toEqual([
    'src/list.model.ts:3:36 F1203 TrainingList follows "Closd", which is no event of Training. | Did you mean "Closed"?',
  ]);
});
