import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { keyPlain } from "./key-plain.js";

test.each(["z.string()", "z.int()", "z.boolean()", 'z.enum(["a", "b"])', 'z.string().meta({ id: "Name" })'])(
  "%s may be a key",
  (schema) => {
    expect(readModelProblems(keyPlain, { row: `{ trainingId: ${schema} }` })).toEqual([]);
  },
);

test.each(["z.string().nullable()", "z.string().optional()", "z.union([z.string(), z.null()])"])(
  "%s may be missing, so it is no key",
  (schema) => {
    expect(readModelProblems(keyPlain, { row: `{ trainingId: ${schema} }` })).toEqual([
      'src/list.model.ts:4:9 F1210 The key field "trainingId" may be missing.',
    ]);
  },
);

test.each(["z.array(z.string())", "z.object({ a: z.string() })", "z.union([z.string(), z.int()])"])(
  "%s is composite, so it is no key",
  (schema) => {
    expect(readModelProblems(keyPlain, { row: `{ trainingId: ${schema} }` })).toEqual([
      'src/list.model.ts:4:9 F1210 The key field "trainingId" is no plain value.',
    ]);
  },
);

test("keys of several tables are looked at", () => {
  const tables = '{ a: { key: ["x"], row: { x: z.string() } }, b: { key: ["y"], row: { y: z.string().nullable() } } }';
  expect(readModelProblems(keyPlain, { tables })).toEqual([
    'src/list.model.ts:4:67 F1210 The key field "y" may be missing.',
  ]);
});
