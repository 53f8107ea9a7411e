import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { rejectsKnownRejections } from "./rejects-known-rejections.js";

test("a command is refused as its aggregate declares", () => {
  expect(aggregateProblems(rejectsKnownRejections)).toEqual([]);
});

test("a mistyped rejection is marked where it stands in the list", () => {
  const commands = '{ Open: { data: {}, emits: ["Opened"], rejects: ["IsOpne"] } }';
  expect(aggregateProblems(rejectsKnownRejections, { commands })).toEqual([
    'src/training.model.ts:7:62 F1202 Open rejects with "IsOpne", which is no rejection of Training. | Did you mean "IsOpen"?',
  ]);
});

test("an aggregate without rejections has none to name", () => {
  expect(aggregateProblems(rejectsKnownRejections, { rejections: "{}" })).toEqual([
    'src/training.model.ts:7:72 F1202 Open rejects with "IsOpen", which is no rejection of Training. | There are none.',
  ]);
});
