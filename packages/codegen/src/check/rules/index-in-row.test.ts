import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { indexInRow } from "./index-in-row.js";

test("indexes are made of fields of the row", () => {
  expect(readModelProblems(indexInRow, { more: 'indexes: ["reason", ["reason", "trainingId"]]' })).toEqual([]);
});

test("a mistyped index field is marked, alone or in a list", () => {
  expect(readModelProblems(indexInRow, { more: 'indexes: ["reson", ["trainingId", "raeson"]]' })).toEqual([
    'src/list.model.ts:6:13 F1211 The index field "reson" is no field of the row. | Did you mean "reason"?',
    'src/list.model.ts:6:37 F1211 The index field "raeson" is no field of the row. | Did you mean "reason"?',
  ]);
});

test("each of several tables has fields of its own", () => {
  const tables =
    '{ a: { key: ["x"], row: { x: z.string() } }, b: { key: ["y"], row: { y: z.string() }, indexes: ["x"] } }';
  expect(readModelProblems(indexInRow, { tables })).toEqual([
    'src/list.model.ts:4:107 F1211 The index field "x" is no field of the row. | Did you mean "y"?',
  ]);
});
