import { expect, test } from "vitest";
import { lockedProblems } from "../../../test-support/locked-project.js";
import { namesKept } from "./names-kept.js";

test("names that mean what they meant are fine", () => {
  const model = { events: "{ Opened: event({}).alias('Begun'), Closed: event({}).retired() }" };
  expect(lockedProblems(namesKept, { before: model, after: model })).toEqual([]);
});

test("a retired event is retired for good", () => {
  const before = { events: "{ Opened: event({}), Closed: event({}).retired() }" };
  expect(lockedProblems(namesKept, { before, after: { events: "{ Opened: event({}), Closed: event({}) }" } })).toEqual([
    "5:32 F1406 Closed was retired, and is retired for good.",
    "Write .retired() again, and give what is to be emitted a name of its own.\n" +
      "Was it never released? `npx factum generate --relock Training.Closed` locks it anew, unless it was committed.",
  ]);
});

test("a reserved name is not used again", () => {
  const before = { events: "{ Opened: event({}) }", more: 'reserved: { events: ["Closed"] }' };
  const after = { events: "{ Opened: event({}), Closed: event({}) }" };
  expect(lockedProblems(namesKept, { before, after })[0]).toBe("5:32 F1406 Closed is a reserved name, for good.");
});
