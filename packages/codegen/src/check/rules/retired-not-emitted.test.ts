import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { retiredNotEmitted } from "./retired-not-emitted.js";

const events = "{ Opened: event({}), Closed: event({}).retired().alias('Shut').next({}, () => ({})) }";

test("a retired event that no command emits is fine", () => {
  expect(
    aggregateProblems(retiredNotEmitted, { events, commands: '{ Open: { data: {}, emits: ["Opened"] } }' }),
  ).toEqual([]);
});

test("a retired event that a command emits is marked where it stands in the list", () => {
  const commands = '{ Open: { data: {}, emits: ["Opened", "Closed"] } }';
  expect(aggregateProblems(retiredNotEmitted, { events, commands })).toEqual([
    'src/training.model.ts:7:51 F1408 Open emits "Closed", which is retired. ' +
      "| Take it out of the command, or let the command emit an event with a new name.",
  ]);
});
