import { expect, test } from "vitest";
import { aggregateProblems, readModelProblems } from "../../../test-support/problems-of.js";
import { safeNames } from "./safe-names.js";

test("names in PascalCase are fine", () => {
  expect(readModelProblems(safeNames)).toEqual([]);
});

test.each([
  "opened",
  "",
  "Op-ened",
  "Op ened",
  "Öffnung",
  "Opened\u200b",
  'Opened"',
  "Opened`",
  "Opened\\",
  "Opened\n",
  "1Opened",
  "Opened; process.exit()",
  "*/",
  "constructor",
  "class",
  "Object",
  "Promise",
  "A".repeat(61),
])("%j is refused as the name of an event, a command, a rejection, an aggregate", (name) => {
  const key = JSON.stringify(name);
  expect(aggregateProblems(safeNames, { events: `{ ${key}: event({}) }` })[0]).toContain(":5:13 F1101 The event ");
  expect(aggregateProblems(safeNames, { commands: `{ ${key}: { data: {}, emits: [] } }` })[0]).toContain(
    ":7:15 F1101 ",
  );
  expect(aggregateProblems(safeNames, { rejections: `{ ${key}: rejection("No.") }` })[0]).toContain(":6:17 F1101 ");
  expect(aggregateProblems(safeNames, { name: key })[0]).toContain(":1:26 F1101 ");
  expect(readModelProblems(safeNames, { name: key })[0]).toContain(":2:26 F1101 ");
});

test("__proto__ is seen whether it is an entry or sets the prototype", () => {
  expect(aggregateProblems(safeNames, { events: "{ __proto__: event({}) }" })[0]).toContain(
    ':5:13 F1101 The event "__proto__"',
  );
  expect(aggregateProblems(safeNames, { events: '{ ["__proto__"]: event({}) }' })[0]).toContain(":5:13 F1101 ");
});

test.each(["Class", "Delete", "New", "Given", "On", "Id", "Model", "Types", "CreateEvent"])(
  "%s is no name of an aggregate, because its constant would be a word that is taken",
  (name) => {
    expect(aggregateProblems(safeNames, { name: JSON.stringify(name) })).toHaveLength(1);
  },
);

test("a character that only looks like a letter from A to Z is named", () => {
  expect(aggregateProblems(safeNames, { name: '"Тraining"' })[0]).toContain(
    'The name "Тraining" is not in PascalCase: A to Z first, then letters and digits alone; it holds "Т" (U+0422).',
  );
});

test("a read model's table has a name that Postgres does not cut, whatever its version and build", () => {
  expect(readModelProblems(safeNames, { name: JSON.stringify("Ab".repeat(18)) })).toEqual([]);
  expect(readModelProblems(safeNames, { name: JSON.stringify("Ab".repeat(19)) })).toEqual([
    expect.stringMatching(/_v999_b999, longer than Postgres's 63 characters\. \| Give it a shorter name\.$/),
  ]);
  const tables = `{ ${"a".repeat(40)}: { key: ["x"], row: { x: z.string() } } }`;
  expect(readModelProblems(safeNames, { name: '"Report"', tables })).toEqual([]);
  expect(readModelProblems(safeNames, { name: '"ReportOfTrainings"', tables })).toEqual([
    expect.stringMatching(/^src\/list\.model\.ts:4:13 F1101 .*_v999_b999, longer than/),
  ]);
});

test.each(["", "a-b", "class", "constructor", "größe", "a$"])("%j is no name of a table", (name) => {
  const tables = `{ ${JSON.stringify(name)}: { key: ["x"], row: { x: z.string() } } }`;
  expect(readModelProblems(safeNames, { tables })[0]).toContain("src/list.model.ts:4:13 F1101 The table ");
});

test("a table called __proto__ is seen whether it is an entry or sets the prototype", () => {
  const table = '{ key: ["x"], row: { x: z.string() } }';
  for (const key of ["__proto__", '["__proto__"]']) {
    const found = readModelProblems(safeNames, { tables: `{ ${key}: ${table}, a: ${table} }` });
    expect(found[0]).toContain('F1101 The table "__proto__" is a member of every JavaScript object.');
  }
});
