import { expect, test } from "vitest";
import { aggregateProblems, readModelProblems } from "../../../test-support/problems-of.js";
import { jsonTypes } from "./json-types.js";

test.each([
  "z.date()",
  "z.bigint()",
  "z.map(z.string(), z.string())",
  "z.set(z.string())",
  "z.undefined()",
  "z.void()",
  "z.any()",
  "z.unknown()",
  "z.symbol()",
  "z.nan()",
  "z.never()",
  "z.string().transform((text) => text.length)",
  "z.coerce.date()",
  "z.stringbool()",
  "z.custom(() => true)",
  "z.instanceof(URL)",
  "z.string().catch('x')",
  "z.looseObject({})",
  "z.literal(1n)",
  "z.literal(-0)",
  "z.literal('a\\u0000')",
  "z.enum(['a', '\\ud800'])",
  "z.object({ a: z.string() }).and(z.object({ b: z.string() }))",
])("%s cannot be stored", (schema) => {
  const problems = aggregateProblems(jsonTypes, { events: `{ Opened: event({ at: ${schema} }), Closed: event({}) }` });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^src\/training\.model\.ts:5:29 F1301 events\.Opened\.at is .*cannot be stored as JSON/);
});

test.each([
  ["z.string().transform((text) => text.length)", "a .transform()"],
  ["z.iso.date().transform((text) => new Date(text)).pipe(z.date())", "a .pipe()"],
  ["z.preprocess(String, z.string())", "z.preprocess()"],
  ["z.codec(z.string(), z.int(), { decode: Number, encode: String })", "z.codec()"],
  ["z.codec(z.string(), z.boolean(), { decode: Boolean, encode: String })", "z.codec()"],
  ["z.stringbool()", "z.stringbool()"],
  ["z.string().catch('x')", "a .catch()"],
  ["z.instanceof(URL)", "z.instanceof()"],
  ["z.custom(() => true)", "z.custom()"],
  ["z.transform(String)", "z.transform()"],
  ["z.coerce.bigint()", "z.bigint()"],
])("%s is called %s, as it was written", (schema, called) => {
  const [problem] = aggregateProblems(jsonTypes, { events: `{ Opened: event({ at: ${schema} }), Closed: event({}) }` });
  expect(problem).toContain(` events.Opened.at is ${called}, which cannot be stored as JSON. `);
});

test("the advice says what to write instead", () => {
  expect(aggregateProblems(jsonTypes, { events: "{ Opened: event({ at: z.date() }), Closed: event({}) }" })).toEqual([
    "src/training.model.ts:5:29 F1301 events.Opened.at is z.date(), which cannot be stored as JSON. " +
      "| Instead, write z.iso.datetime() or z.iso.date(), and keep dates as strings.",
  ]);
});

test("a text that Postgres would not give back is shown with escapes", () => {
  expect(
    aggregateProblems(jsonTypes, { events: "{ Opened: event({ at: z.literal('\\u0000') }), Closed: event({}) }" }),
  ).toEqual([
    'src/training.model.ts:5:29 F1301 events.Opened.at is z.literal("\\u0000"), which cannot be stored as JSON. ' +
      "| Instead, write a text without \\u0000 and without halves of characters.",
  ]);
});

test.each([
  "z.string()",
  "z.number()",
  "z.int()",
  "z.boolean()",
  "z.null()",
  "z.literal(['a', 1, true, null])",
  "z.enum(['a'])",
  "z.array(z.string())",
  "z.tuple([z.string()], z.int())",
  "z.object({ a: z.string().optional() })",
  "z.record(z.string(), z.int())",
  "z.union([z.string(), z.null()])",
  "z.templateLiteral(['a-', z.int()])",
  "z.string().default('x')",
  "z.object({}).readonly()",
])("%s can be stored", (schema) => {
  expect(aggregateProblems(jsonTypes, { events: `{ Opened: event({ at: ${schema} }) }` })).toEqual([]);
});

test("it is found at any depth, in every part of a model", () => {
  const nested = "z.object({ list: z.array(z.object({ at: z.date() }).nullable()) })";
  const parts = {
    state: nested,
    rejections: `{ IsOpen: rejection("It is open.", { when: ${nested} }) }`,
    commands: `{ Open: { data: { when: ${nested} }, emits: ["Opened"] } }`,
  };
  expect(aggregateProblems(jsonTypes, parts).map((problem) => problem.split(" ")[0])).toEqual([
    "src/training.model.ts:3:46",
    "src/training.model.ts:6:94",
    "src/training.model.ts:7:73",
  ]);
  expect(readModelProblems(jsonTypes, { row: "{ trainingId: z.date() }" })).toHaveLength(1);
});

test("a state that snapshots could not keep is found too, with snapshots and without", () => {
  for (const more of ["", "snapshots: { every: 100 }"]) {
    expect(aggregateProblems(jsonTypes, { state: "z.object({ at: z.date() })", more })).toEqual([
      expect.stringMatching(/^src\/training\.model\.ts:3:21 F1301 state\.at is z\.date\(\), which cannot be stored/),
    ]);
  }
});

test("it is found behind a name, where the name is used", () => {
  const events = '{ Opened: event({ at: z.object({ day: z.date() }).meta({ id: "When" }) }) }';
  expect(aggregateProblems(jsonTypes, { events })).toHaveLength(1);
});

test("a schema inside itself needs a name", () => {
  const events =
    "{ Opened: event({ tree: z.lazy(() => (globalThis.tree ??= z.array(z.lazy(() => globalThis.tree)))) }) }";
  expect(aggregateProblems(jsonTypes, { events })[0]).toContain("a schema inside itself");
});
