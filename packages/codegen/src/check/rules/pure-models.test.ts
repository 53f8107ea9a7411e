import { expect, test } from "vitest";
import { aggregateText } from "../../../test-support/model-texts.js";
import { aggregateProblems, problemsOf } from "../../../test-support/problems-of.js";
import { emptyProject } from "../../model/empty-project.js";
import { pureModels } from "./pure-models.js";

test("a model that says what there is is fine", () => {
  expect(aggregateProblems(pureModels)).toEqual([]);
});

test.each([
  [
    'import fs from "node:fs";',
    '1:16 F1601 src/training.model.ts imports "node:fs", but a model imports zod, @factum/core/model, files of schemas ' +
      "and other models alone. | Do what needs it where the application is composed, in a decider, or in a reaction.",
  ],
  ['import { fold } from "@factum/core";', 'Write "@factum/core/model", or `import type` for a type.'],
  ['import _ from "lodash";', "Write what it needs of that into a file beside it, or `import type` for a type."],
  ['import { x } from "./x.decider.js";', "a model cannot need it."],
])("an import: %s", (line, problem) => {
  expect(problemsOf(pureModels, { "src/training.model.ts": `${line}\n${aggregateText()}` })).toEqual([
    expect.stringContaining(problem),
  ]);
});

test.each([
  [
    "(() => process.platform)()",
    "F1602 A function that a model hands on uses process.platform, but a model is the same on every machine.",
  ],
  ["[process.platform].length", "F1602 src/training.model.ts uses process.platform, but"],
  ["performance.now()", "F1605 src/training.model.ts uses performance.now, so it gives another result each time."],
  [
    "typeof fetch === typeof (() => queueMicrotask)()",
    "F1604 A function that a model hands on uses queueMicrotask, but",
  ],
])("in the text: %s", (code, problem) => {
  expect(aggregateProblems(pureModels, { initialState: `(${code}, { open: false })` })).toEqual([
    expect.stringContaining(`src/training.model.ts:4:`),
  ]);
  expect(aggregateProblems(pureModels, { initialState: `(${code}, { open: false })` })[0]).toContain(problem);
});

test("an upcaster that takes the time has another way out than a default that does", () => {
  const events = (last: string) => ({ events: `{ Opened: event({ at: z.string() })${last}, Closed: event({}) }` });
  expect(aggregateProblems(pureModels, events(".next({ at: z.number() }, () => ({ at: Date.now() }))"))).toEqual([
    "src/training.model.ts:5:85 F1605 An upcaster uses Date.now, so it gives another result each time. | " +
      'Make the new field from the old data, or write a constant, like "9999-12-31".',
  ]);
});

test("an upcaster returns new data, at once", () => {
  const events = (upcaster: string) => ({
    events: `{ Opened: event({ at: z.string() }).next({ at: z.string() }, ${upcaster}), Closed: event({}) }`,
  });
  expect(aggregateProblems(pureModels, events('(v1) => { v1.at = "x"; return v1; }'))).toEqual([
    'src/training.model.ts:5:82 F1606 An upcaster changes what is not its own: v1.at = "x". | ' +
      "Return new data instead, like ({ ...v1, tags: [...v1.tags, tag] }).",
  ]);
  expect(aggregateProblems(pureModels, events("async (v1) => v1"))).toEqual([
    "src/training.model.ts:5:72 F1606 An upcaster is async, so it gives a promise instead of data. | " +
      "Make the new data from the old data alone, without await.",
  ]);
});

test("an await has a way out, and long code is cut", () => {
  const long = `await ${JSON.stringify("x".repeat(80))};`;
  const problems = problemsOf(pureModels, { "src/training.model.ts": aggregateText() });
  expect(problems).toEqual([]);
  const location = { file: "src/a.ts", line: 1, column: 1, length: 1, text: long };
  const [problem] = [
    ...pureModels({ ...emptyProject("/p"), impurities: [{ kind: "await", what: long, place: "file", location }] }),
  ];
  expect(problem).toEqual({
    code: "F1603",
    severity: "error",
    message: `src/a.ts waits at its top level: ${long.slice(0, 60)}….`,
    hint: "Write the value itself: a model is there as soon as its file is read.",
    location,
  });
});
