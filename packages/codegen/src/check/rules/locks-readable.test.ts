import { expect, test } from "vitest";
import { lockedProblems, lockedProject } from "../../../test-support/locked-project.js";
import { parseLock } from "../../lock/parse-lock.js";
import { locksReadable } from "./locks-readable.js";

test("a lock that was written by machine is fine", () => {
  expect(lockedProblems(locksReadable, { before: {}, after: {} })).toEqual([]);
});

test("one that cannot be read is named where it is broken, with the way out", () => {
  const project = lockedProject({ before: {}, after: {} });
  const files = [parseLock("Training", '{\n<<<<<<< HEAD\n  "name": "Training"\n')];
  const [diagnostic] = locksReadable({ ...project, lock: { ...project.lock, files } });
  expect(diagnostic).toMatchObject({
    code: "F1401",
    severity: "error",
    message: "factum.lock/Training.json holds the marks of a merge conflict.",
    location: { file: "factum.lock/Training.json", line: 2, column: 1, text: "<<<<<<< HEAD" },
  });
  expect(diagnostic?.hint).toContain("git checkout <branch> -- factum.lock");
});
