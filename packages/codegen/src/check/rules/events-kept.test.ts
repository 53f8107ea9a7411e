import { expect, test } from "vitest";
import { lockedProblems } from "../../../test-support/locked-project.js";
import { eventsKept } from "./events-kept.js";

const before = { events: "{ Opened: event({}), Closed: event({ reason: z.string() }) }" };
const problems = (events: string, more = "") => lockedProblems(eventsKept, { before, after: { events, more } });

test.each([
  ["stays", before.events, ""],
  ["is retired", "{ Opened: event({}), Closed: event({ reason: z.string() }).retired() }", ""],
  ["is renamed", "{ Opened: event({}), Ended: event({ reason: z.string() }).alias('Closed') }", ""],
  ["is reserved", "{ Opened: event({}) }", 'reserved: { events: ["Closed"] }'],
])("an event that %s is kept", (_, events, more) => {
  expect(problems(events, more)).toEqual([]);
});

test("one that is gone is an error, with a line for each way out, and the one that was likely meant first", () => {
  const ways = [
    'If it was renamed, write .alias("Closed") behind the new event.',
    "If no command emits it any more, put it back with .retired().",
    'If none was ever stored, write reserved: { events: ["Closed"] }.',
    "Was it never released? `npx factum generate --relock Training.Closed` locks it anew, unless it was committed.",
  ].join("\n");
  const message = "5:3 F1404 Closed is no event any more, but events of this type may be stored.";
  expect(problems("{ Opened: event({}) }")).toEqual([message, ways]);
  expect(problems("{ Opened: event({}), Ended: event({ reason: z.string() }) }")).toEqual([
    message,
    `Was it renamed to Ended? ${ways}`,
  ]);
});

test("a model with a part that is malformed is not compared: what is wrong with it is said already", () => {
  expect(problems("{ Opened: event({}), Odd: 5 }")).toEqual([]);
});
