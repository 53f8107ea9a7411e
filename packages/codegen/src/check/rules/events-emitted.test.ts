import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { eventsEmitted } from "./events-emitted.js";

test("every event is emitted by some command", () => {
  expect(aggregateProblems(eventsEmitted)).toEqual([]);
});

test("an event that none emits is worth a warning, no more", () => {
  expect(aggregateProblems(eventsEmitted, { commands: '{ Open: { data: {}, emits: ["Opened"] } }' })).toEqual([
    "src/training.model.ts:5:32 F1207 (warning) No command of Training emits Closed. | Name it in the `emits` of a command, or run `npx factum add command Training.<Name> --emits Closed`.",
  ]);
});

test("a retired event is emitted by none", () => {
  const events = "{ Opened: event({}), Closed: event({}).retired() }";
  expect(aggregateProblems(eventsEmitted, { events, commands: '{ Open: { data: {}, emits: ["Opened"] } }' })).toEqual(
    [],
  );
});

test.each([
  [
    "names an event that is not there",
    '{ Open: { data: {}, emits: ["Opened"] }, Close: { data: {}, emits: ["Closd"] } }',
  ],
  ["is no list", '{ Open: { data: {}, emits: ["Opened"] }, Close: { data: {}, emits: "Closed" } }'],
])("nothing is said where `emits` %s: that is said already", (_, commands) => {
  expect(aggregateProblems(eventsEmitted, { commands })).toEqual([]);
});
