import { expect, test } from "vitest";
import { lockedProblems, lockedProject } from "../../../test-support/locked-project.js";
import { locksHaveModels } from "./locks-have-models.js";

test("an aggregate that is still there is fine, under another name too if its category is the same", () => {
  expect(lockedProblems(locksHaveModels, { before: {}, after: {} })).toEqual([]);
  const after = { name: '"Course"', more: 'category: "training"' };
  expect(lockedProblems(locksHaveModels, { before: {}, after })).toEqual([]);
});

test("one that is gone is an error in its lock file, with three ways out", () => {
  expect(lockedProblems(locksHaveModels, { before: {}, after: { name: '"Course"' } })).toEqual([
    "1:1 F1402 The aggregate Training is gone, but its events may be stored.",
    'If it was renamed, write category: "training" in the new one.\n' +
      "If nothing happens to it any more, keep the model without commands, its events retired.\n" +
      "If none of its events was ever stored, or nobody will read them again, delete factum.lock/Training.json by hand.",
  ]);
});

test("a model that could not be evaluated is not gone", () => {
  const project = lockedProject({ before: {}, after: { name: '"Course"' } });
  const [entry] = project.aggregates;
  if (entry === undefined) throw new Error("no aggregate");
  const failure = { file: entry.file, reason: "threw", evaluated: false, at: entry.source.locationOf([]) };
  expect([...locksHaveModels({ ...project, failures: [failure] })]).toEqual([]);
});
