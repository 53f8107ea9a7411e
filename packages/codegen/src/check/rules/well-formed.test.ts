import { expect, test } from "vitest";
import { aggregateProblems, readModelProblems } from "../../../test-support/problems-of.js";
import { wellFormed } from "./well-formed.js";

const BRACKETS = 'Write the names in brackets, each in quotes: ["Name"].';

test("what the vocabulary makes is well formed", () => {
  expect(readModelProblems(wellFormed)).toEqual([]);
  for (const inline of ["true", "false", "undefined"]) {
    expect(readModelProblems(wellFormed, { more: `inline: ${inline}` })).toEqual([]);
  }
});

test.each([
  [{ events: "{ Opened: {} }" }, "5:13 F1003 events.Opened is not made by event(…)."],
  [{ events: "{ Opened: null }" }, "5:13 F1003 events.Opened is not made by event(…)."],
  [{ events: "[]" }, "5:3 F1003 events is not an object."],
  [{ events: '{ Opened: event({ at: "string" }) }' }, "5:29 F1003 events.Opened.at is not a schema of zod 4."],
  [
    { events: "{ Opened: event(z.object({})) }" },
    "5:13 F1003 events.Opened is a schema; write its fields alone, as { name: schema }.",
  ],
  [{ rejections: '{ IsOpen: "It is open." }' }, "6:17 F1003 rejections.IsOpen is not made by rejection(…)."],
  [{ commands: '{ Open: "Opened" }' }, "7:15 F1003 commands.Open is not { data, emits, rejects }."],
  [
    { commands: '{ Open: { data: {}, emits: "Opened" } }' },
    `7:33 F1003 commands.Open.emits is not an array of names. | ${BRACKETS}`,
  ],
  [{ commands: '{ Open: { emits: ["Opened"] } }' }, "7:15 F1003 commands.Open.data is not an object."],
  [
    { commands: '{ Open: { data: {}, emits: ["Opened"], reject: ["IsOpen"] } }' },
    "7:52 F1003 commands.Open.reject is no part of a command; those are data, emits and rejects.",
  ],
  [{ id: '"uuid"' }, "2:3 F1003 id is not a schema of zod 4."],
  [{ state: "{}" }, "3:3 F1003 state is not a schema of zod 4."],
  [{ state: "undefined" }, "3:3 F1003 state is not a schema of zod 4."],
])("an aggregate with %j", (parts, problem) => {
  expect(aggregateProblems(wellFormed, parts)).toContain(`src/training.model.ts:${problem}`);
});

test.each([
  [{ from: "Training" }, "3:3 F1003 from is not an array."],
  [{ from: '["Training"]' }, "3:10 F1003 from.0 is not made by an aggregate's events(…)."],
  [{ key: '"trainingId"' }, `4:3 F1003 key is not an array of names. | ${BRACKETS}`],
  [{ row: "[]" }, "5:3 F1003 row is not an object."],
  [{ more: 'indexes: "x"' }, "6:3 F1003 indexes is not an array of indexes."],
  [{ more: "indexes: [7]" }, `6:13 F1003 indexes.0 is not an array of names. | ${BRACKETS}`],
  [{ more: 'inline: "yes"' }, "6:3 F1003 inline is neither true nor false."],
  [{ more: "inline: null" }, "6:3 F1003 inline is neither true nor false."],
  [
    { tables: '{ a: { key: ["x"], row: { x: z.string() }, inline: true } }' },
    "4:54 F1003 tables.a.inline is no part of a table.",
  ],
  [{ more: 'index: ["reason"]' }, "6:3 F1003 index is no part of a read model with one table."],
  [{ tables: "[]" }, "4:3 F1003 tables is not an object."],
  [{ tables: "{ a: null }" }, "4:13 F1003 tables.a is not { key, row, indexes }."],
  [
    { tables: '{ a: { keys: ["x"], key: ["x"], row: { x: z.string() } } }' },
    "4:18 F1003 tables.a.keys is no part of a table.",
  ],
  [
    { tables: '{ a: { key: ["x"], row: { x: z.string() } } }', more: 'key: ["x"]' },
    "5:3 F1003 key is no part of a read model with tables.",
  ],
])("a read model with %j", (parts, problem) => {
  expect(readModelProblems(wellFormed, parts)).toContain(`src/list.model.ts:${problem}`);
});

test("old names are names, and so are reserved ones", () => {
  const events = "{ Opened: event({}).alias(5) }";
  expect(aggregateProblems(wellFormed, { events, more: 'reserved: { events: "Closed" }' })).toEqual([
    `src/training.model.ts:5:13 F1003 events.Opened.alias() is not an array of names. | ${BRACKETS}`,
    `src/training.model.ts:8:15 F1003 reserved.events is not an array of names. | ${BRACKETS}`,
  ]);
});
