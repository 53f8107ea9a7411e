import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { emitsKnownEvents } from "./emits-known-events.js";

test("a command emits events of its aggregate", () => {
  expect(aggregateProblems(emitsKnownEvents)).toEqual([]);
});

test("a mistyped event is marked where it stands in the list", () => {
  expect(
    aggregateProblems(emitsKnownEvents, { commands: '{ Open: { data: {}, emits: ["Opened", "Opend"] } }' }),
  ).toEqual([
    'src/training.model.ts:7:51 F1201 Open emits "Opend", which is no event of Training. | Did you mean "Opened"?',
  ]);
});

test("for a name like none other, all there are are named", () => {
  expect(aggregateProblems(emitsKnownEvents, { commands: '{ Open: { data: {}, emits: ["Zzzzzz"] } }' })).toEqual([
    'src/training.model.ts:7:41 F1201 Open emits "Zzzzzz", which is no event of Training. | There are: Opened, Closed.',
  ]);
});

test("every unknown event of every command is reported", () => {
  const commands = '{ Open: { data: {}, emits: ["A", "B"] }, Close: { data: {}, emits: ["C"] } }';
  expect(aggregateProblems(emitsKnownEvents, { commands })).toHaveLength(3);
});

test("names that objects inherit are no events", () => {
  expect(aggregateProblems(emitsKnownEvents, { commands: '{ Open: { data: {}, emits: ["toString"] } }' })).toHaveLength(
    1,
  );
});
