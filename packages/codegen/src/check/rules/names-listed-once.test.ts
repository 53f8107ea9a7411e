import { expect, test } from "vitest";
import { aggregateProblems, readModelProblems } from "../../../test-support/problems-of.js";
import { namesListedOnce } from "./names-listed-once.js";

test("lists without repetition are fine", () => {
  expect(readModelProblems(namesListedOnce)).toEqual([]);
});

test("a repeated event or rejection is marked", () => {
  const commands = '{ Open: { data: {}, emits: ["Opened", "Opened"], rejects: ["IsOpen", "IsOpen"] } }';
  expect(aggregateProblems(namesListedOnce, { commands })).toEqual([
    'src/training.model.ts:7:51 F1206 "Opened" stands twice in this list.',
    'src/training.model.ts:7:82 F1206 "IsOpen" stands twice in this list.',
  ]);
});

test("a repeated key field or event of a read model is marked", () => {
  const parts = {
    from: '[Training.events("Opened"), Training.events("Opened")]',
    key: '["trainingId", "trainingId"]',
  };
  expect(readModelProblems(namesListedOnce, parts)).toEqual([
    'src/list.model.ts:4:23 F1206 "trainingId" stands twice in this list.',
    'src/list.model.ts:3:53 F1206 "Opened" stands twice in this list.',
  ]);
});

test("a field twice in an index is marked, and an index that is there twice", () => {
  const more = 'indexes: [["reason", "reason"], "trainingId", ["trainingId"]]';
  expect(readModelProblems(namesListedOnce, { more })).toEqual([
    'src/list.model.ts:6:24 F1206 "reason" stands twice in this list.',
    'src/list.model.ts:6:49 F1206 "trainingId" stands twice in this list.',
  ]);
});
