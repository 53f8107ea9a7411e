import { expect, test } from "vitest";
import { lockedProblems } from "../../../test-support/locked-project.js";
import { streamsFound } from "./streams-found.js";

const RELOCK = "Was it never released? `npx factum generate --relock Training` locks it anew, unless it was committed.";

test("streams are found as long as category and id are what they were", () => {
  expect(lockedProblems(streamsFound, { before: {}, after: { more: 'category: "training"' } })).toEqual([]);
});

test("another category is marked where it stands, with the old one to be written", () => {
  expect(lockedProblems(streamsFound, { before: {}, after: { more: 'category: "other"' } })).toEqual([
    '8:3 F1403 The category was "training", and is "other": the streams that there are would not be found.',
    `Write category: "training".\n${RELOCK}`,
  ]);
});

test("another id is marked where it stands", () => {
  expect(lockedProblems(streamsFound, { before: {}, after: { id: "z.string().min(1)" } })[0]).toMatch(/^2:3 F1403 /);
});
