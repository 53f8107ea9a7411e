import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { eventsNotRewritten } from "./events-not-rewritten.js";
import { jsonTypes } from "./json-types.js";

const problems = (schema: string) =>
  aggregateProblems(eventsNotRewritten, { events: `{ Opened: event({ by: ${schema} }), Closed: event({}) }` });

test.each([
  ["z.string().trim()", "a check like .trim()"],
  ["z.string().min(1).toLowerCase()", "a check like .trim()"],
  ["z.string().toUpperCase().meta({ id: 'Code' })", "a check like .trim()"],
  ["z.string().normalize()", "a check like .trim()"],
  ["z.number().overwrite(Math.round)", "a check like .trim()"],
  ["z.string().default('x')", ".default()"],
  ["z.string().prefault('x')", ".prefault()"],
  ["z.string().default('x').readonly()", ".default()"],
  ["z.coerce.number()", "z.coerce.number()"],
  ["z.url({ normalize: true })", "{ normalize: true }"],
  ["z.string().url({ normalize: true })", "{ normalize: true }"],
])("%s rewrites the event's data", (schema, by) => {
  expect(problems(schema)).toEqual([
    `src/training.model.ts:5:29 F1306 events.Opened.by is rewritten by its schema (${by}), but an event is stored as ` +
      "it happened. | Put that into the command's schema, or do it before the event is made.",
  ]);
});

test.each([
  "z.uuid().lowercase()",
  "z.string().min(1).max(9).regex(/^a/).startsWith('a')",
  "z.string().refine((text) => text === text.trim())",
  "z.string().optional()",
  "z.url()",
  "z.int().nullable()",
  "z.object({ a: z.array(z.tuple([z.string()], z.int())).readonly() })",
  "z.record(z.string(), z.union([z.string(), z.null()]))",
])("%s takes the data as they are", (schema) => {
  expect(problems(schema)).toEqual([]);
});

test.each([
  ["z.object({ a: z.string().trim() })", "events.Opened.by.a"],
  ["z.array(z.string().trim())", "events.Opened.by.[]"],
  ["z.tuple([z.int()], z.string().trim())", "events.Opened.by.[]"],
  ["z.union([z.int(), z.string().trim()])", "events.Opened.by.1"],
  ["z.record(z.string(), z.string().trim())", "events.Opened.by.{}"],
  ["z.string().trim().nullable().optional()", "events.Opened.by"],
  ["z.lazy(() => z.string().trim())", "events.Opened.by"],
])("it is found in %s", (schema, place) => {
  expect(problems(schema)).toHaveLength(1);
  expect(problems(schema)[0]).toContain(`F1306 ${place} is rewritten`);
});

test("a schema that holds itself is looked into once", () => {
  const events = `{ Opened: event({ by: (() => {
    const tree = z.object({ name: z.string().trim(), get inner() { return tree.optional(); } }).meta({ id: "Tree" });
    return tree;
  })() }) }`;
  expect(aggregateProblems(eventsNotRewritten, { events })).toHaveLength(1);
});

test("commands and state may rewrite, and so might earlier versions of an event", () => {
  const parts = {
    state: "z.object({ open: z.boolean().default(false) })",
    events: "{ Opened: event({ by: z.string().trim() }).next({ by: z.string() }, (v1) => v1), Closed: event({}) }",
    commands: '{ Open: { data: { by: z.string().trim() }, emits: ["Opened", "Closed"] } }',
  };
  expect(aggregateProblems(eventsNotRewritten, parts)).toEqual([]);
});

test.each(["z.string().catch('x')", "z.string().transform((text) => text)", "z.preprocess(String, z.string())"])(
  "%s has another diagnostic already",
  (schema) => {
    expect(problems(schema)).toEqual([]);
    expect(aggregateProblems(jsonTypes, { events: `{ Opened: event({ by: ${schema} }) }` })).toHaveLength(1);
  },
);
