import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { buildersHaveDefaults } from "./builders-have-defaults.js";

const problems = (schema: string) =>
  aggregateProblems(buildersHaveDefaults, { events: `{ Opened: event({ code: ${schema} }), Closed: event({}) }` });

test.each(["z.string()", "z.string().regex(/^[a-z]+$/)", "z.string().regex(/^AB\\d$/).meta({ examples: ['AB1'] })"])(
  "%s has a default",
  (schema) => {
    expect(problems(schema)).toEqual([]);
  },
);

test("a pattern that nothing can be guessed for needs an example", () => {
  expect(problems("z.string().regex(/^AB\\d$/)")).toEqual([
    "src/training.model.ts:5:29 F1305 The testkit has no default for code: " +
      "it has a schema that no valid value is known for; say one with .meta({ examples: [...] }).",
  ]);
});

test("an example that the schema refuses is refused", () => {
  expect(problems("z.int().meta({ examples: ['x'] })")).toEqual([
    'src/training.model.ts:5:29 F1305 The testkit has no default for code: it has an example that its schema refuses: "x".',
  ]);
});

test("commands and ids need defaults too", () => {
  const commands = '{ Open: { data: { code: z.string().regex(/^AB\\d$/) }, emits: ["Opened"] } }';
  expect(aggregateProblems(buildersHaveDefaults, { commands })[0]).toContain("src/training.model.ts:7:31 F1305");
  expect(aggregateProblems(buildersHaveDefaults, { id: "z.string().regex(/^AB\\d$/)" })[0]).toContain(":2:3 F1305");
});

test("a field that may be missing is left out", () => {
  expect(problems("z.string().regex(/^AB\\d$/).optional()")).toEqual([]);
});
