import { expect, test } from "vitest";
import { lockedProblems } from "../../../test-support/locked-project.js";
import { foldVersionRaised } from "./fold-version-raised.js";

const snapshots = (foldVersion: number) => ({ more: `snapshots: { every: 9, foldVersion: ${foldVersion} }` });

const problems = (from: number, deciderBefore: string, to: number, deciderAfter?: string) =>
  lockedProblems(foldVersionRaised, {
    before: snapshots(from),
    after: snapshots(to),
    deciderBefore,
    ...(deciderAfter === undefined ? {} : { deciderAfter }),
  });

test("the same decider, and another one with a new fold version, are fine", () => {
  expect(problems(1, "a", 1, "a")).toEqual([]);
  expect(problems(1, "a", 2, "b")).toEqual([]);
});

test("a decider that is being written asks for nothing yet", () => {
  expect(problems(1, "a", 1)).toEqual([]);
});

test("another decider asks for a new fold version, or for somebody's word", () => {
  expect(problems(1, "a", 1, "b")).toEqual([
    "8:3 F1407 The decider changed, but the fold version is still 1: snapshots of the old fold would be used.",
    "Write foldVersion: 2 among the snapshots.\n" +
      "If evolve comes to the same states as before, `npx factum generate --relock Training.snapshots` says so.",
  ]);
});

test("a fold version never falls", () => {
  expect(problems(3, "a", 2, "b")).toEqual([
    "8:3 F1407 The fold version was 3, and is 2: snapshots of another fold may be kept under it.",
    "Write foldVersion: 4.",
  ]);
});

test("without snapshots there is nothing to ask for", () => {
  const before = snapshots(1);
  expect(lockedProblems(foldVersionRaised, { before, after: {}, deciderBefore: "a", deciderAfter: "b" })).toEqual([]);
});
