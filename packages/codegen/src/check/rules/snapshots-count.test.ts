import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { snapshotsCount } from "./snapshots-count.js";

const problems = (snapshots: string) => aggregateProblems(snapshotsCount, { more: `snapshots: ${snapshots}` });

test.each(["undefined", "{ every: 1 }", "{ every: 100, foldVersion: 2 }"])("%s is fine", (snapshots) => {
  expect(problems(snapshots)).toEqual([]);
});

test.each([
  ["{ every: 0 }", "8:16 F1307 snapshots.every of Training is not an integer from 1."],
  ["{ every: 0.5 }", "8:16 F1307 snapshots.every of Training is not an integer from 1."],
  ["{ every: Infinity }", "8:16 F1307 snapshots.every of Training is not an integer from 1."],
  ['{ every: "100" }', "8:16 F1307 snapshots.every of Training is not an integer from 1."],
  ["{ evry: 100 }", "8:3 F1307 snapshots.every of Training is not an integer from 1."],
  ["{ every: 100, foldVersion: 0 }", "8:28 F1307 snapshots.foldVersion of Training is not an integer from 1."],
])("%s is marked where it stands", (snapshots, problem) => {
  expect(problems(snapshots)).toEqual([`src/training.model.ts:${problem}`]);
});

test("both may be wrong", () => {
  expect(problems("{ every: -1, foldVersion: -1 }")).toHaveLength(2);
});
