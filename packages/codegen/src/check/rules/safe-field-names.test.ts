import { expect, test } from "vitest";
import { aggregateProblems, readModelProblems } from "../../../test-support/problems-of.js";
import { safeFieldNames } from "./safe-field-names.js";

test.each(["dueDate", "due_date", "_private", "a1"])("%s is fine", (name) => {
  expect(aggregateProblems(safeFieldNames, { events: `{ Opened: event({ ${name}: z.string() }) }` })).toEqual([]);
});

test.each([
  "",
  "due-date",
  "due date",
  "1st",
  "größe",
  'x"',
  "x;",
  "x\n",
  "class",
  "await",
  "constructor",
  "toString",
  "a$",
])("%j is refused", (name) => {
  const events = `{ Opened: event({ ${JSON.stringify(name)}: z.string() }) }`;
  expect(aggregateProblems(safeFieldNames, { events })[0]).toContain("src/training.model.ts:5:29 F1102 The field ");
});

test("__proto__ is seen whether it is a field or sets the prototype", () => {
  const problem = (field: string) =>
    aggregateProblems(safeFieldNames, { events: `{ Opened: event({ ${field}: z.string() }) }` });
  expect(problem("__proto__")).toHaveLength(1);
  expect(problem('["__proto__"]').length).toBeGreaterThan(0);
});

test("fields are looked at in every part, at any depth", () => {
  expect(aggregateProblems(safeFieldNames, { state: 'z.object({ open: z.object({ "a-b": z.int() }) })' })).toHaveLength(
    1,
  );
  expect(
    aggregateProblems(safeFieldNames, { commands: '{ Open: { data: { "a-b": z.int() }, emits: [] } }' }),
  ).toHaveLength(1);
  expect(
    aggregateProblems(safeFieldNames, { rejections: '{ No: rejection("No.", { "a-b": z.int() }) }' }),
  ).toHaveLength(1);
  expect(readModelProblems(safeFieldNames, { row: '{ trainingId: z.string(), "a-b": z.int() }' })).toHaveLength(1);
});

test("__proto__ is seen in nested literals, and as the key of a record", () => {
  const state = "z.object({ a: z.object({ __proto__: z.string() }) })";
  expect(aggregateProblems(safeFieldNames, { state, initialState: "{ a: {} }" })).toEqual([
    expect.stringContaining(':3:35 F1102 The field "__proto__"'),
  ]);
  const record = 'z.object({ a: z.record(z.enum(["__proto__", "b"]), z.int()) })';
  expect(aggregateProblems(safeFieldNames, { state: record })).toEqual([
    expect.stringContaining(':3:21 F1102 The field "__proto__"'),
  ]);
});

test.each(["ctid", "xmin", "tableoid"])("%s is no column, but may be a field", (name) => {
  expect(readModelProblems(safeFieldNames, { row: `{ trainingId: z.string(), ${name}: z.string() }` })).toEqual([
    `src/list.model.ts:5:34 F1102 The field "${name}" is a column that every table of Postgres has already. | Call it like dueDate.`,
  ]);
  expect(aggregateProblems(safeFieldNames, { events: `{ Opened: event({ ${name}: z.string() }) }` })).toEqual([]);
});

test("columns of several tables are looked at", () => {
  const tables = '{ a: { key: ["x"], row: { x: z.string(), ctid: z.string(), "b-c": z.string() } } }';
  expect(readModelProblems(safeFieldNames, { tables })).toHaveLength(2);
});
