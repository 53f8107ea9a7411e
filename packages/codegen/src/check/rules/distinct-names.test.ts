import { expect, test } from "vitest";
import { aggregateProblems, readModelProblems } from "../../../test-support/problems-of.js";
import { distinctNames } from "./distinct-names.js";

test("names that are all different are fine", () => {
  expect(readModelProblems(distinctNames)).toEqual([]);
});

test("an event and a command cannot have one name", () => {
  expect(aggregateProblems(distinctNames, { commands: '{ Opened: { data: {}, emits: ["Opened"] } }' })).toEqual([
    "src/training.model.ts:7:15 F1106 The name Opened is taken twice: by the event Opened and by the command Opened. " +
      "| Give one of them another name.",
  ]);
});

test.each([
  "TrainingState",
  "TrainingEvent",
  "TrainingRejection",
  "TrainingCommand",
  "TrainingHandlers",
  "TrainingDecider",
  "TrainingId",
  "OpenContext",
  "OpenDecision",
  "RecordedClosed",
  "ClosedData",
  "Brand",
  "NoData",
  "DecisionContext",
])("an event called %s collides with a generated name", (name) => {
  const events = `{ ${name}: event({}), Opened: event({}), Closed: event({ reason: z.string() }) }`;
  expect(aggregateProblems(distinctNames, { events })).toHaveLength(1);
});

test("members of the state have names too", () => {
  const state = 'z.discriminatedUnion("is", [z.object({ is: z.literal("on") }), z.object({ is: z.literal("-on") })])';
  expect(aggregateProblems(distinctNames, { state, initialState: '{ is: "on" }' })).toEqual([]);
  const events = "{ TrainingStateOn: event({}) }";
  expect(aggregateProblems(distinctNames, { state, initialState: '{ is: "on" }', events })).toHaveLength(1);
});

test("a schema's id in a read model may not be that of a generated type", () => {
  const row = '{ trainingId: z.string().meta({ id: "TrainingListRow" }) }';
  expect(readModelProblems(distinctNames, { row })).toHaveLength(1);
});

test("types of a read model's tables are called after both", () => {
  const table = '{ key: ["x"], row: { x: z.string() } }';
  expect(readModelProblems(distinctNames, { tables: `{ a: ${table}, b: ${table} }` })).toEqual([]);
  expect(readModelProblems(distinctNames, { tables: `{ a: ${table}, A: ${table} }` })[0]).toContain(
    "F1106 The name TrainingListAKey is taken twice: by the generated type TrainingListAKey of the table a and by ",
  );
});
