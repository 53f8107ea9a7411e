import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { indexPlain } from "./index-plain.js";

test.each([
  "z.string()",
  "z.int()",
  "z.boolean()",
  'z.enum(["a", "b"])',
  "z.string().nullable()",
  "z.int().optional()",
])("%s may be in an index", (schema) => {
  const row = `{ trainingId: z.string(), x: ${schema} }`;
  expect(readModelProblems(indexPlain, { row, more: 'indexes: ["x", ["trainingId", "x"]]' })).toEqual([]);
});

test.each(["z.array(z.string())", "z.object({ a: z.string() })", "z.union([z.string(), z.int()])"])(
  "%s is JSON, so it is in no index",
  (schema) => {
    const row = `{ trainingId: z.string(), x: ${schema} }`;
    expect(readModelProblems(indexPlain, { row, more: 'indexes: [["trainingId", "x"]]' })).toEqual([
      'src/list.model.ts:6:28 F1212 The index field "x" is no plain value.',
    ]);
  },
);

test("an index has a field", () => {
  expect(readModelProblems(indexPlain, { more: "indexes: [[]]" })).toEqual([
    "src/list.model.ts:6:13 F1212 This index has no fields. " +
      '| Name the fields that rows are looked for by: `indexes: [["…", "…"]]`.',
  ]);
});

test("an index that is no list at all is another rule's business", () => {
  expect(readModelProblems(indexPlain, { more: "indexes: [7]" })).toEqual([]);
});
