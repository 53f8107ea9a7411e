import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { keyInRow } from "./key-in-row.js";

test("a key is made of fields of the row", () => {
  expect(readModelProblems(keyInRow)).toEqual([]);
});

test("a mistyped key field is marked", () => {
  expect(readModelProblems(keyInRow, { key: '["trainingID"]' })).toEqual([
    'src/list.model.ts:4:9 F1208 The key field "trainingID" is no field of the row. | Did you mean "trainingId"?',
  ]);
});

test("each of several tables has fields of its own", () => {
  const tables = '{ a: { key: ["x"], row: { x: z.string() } }, b: { key: ["x"], row: { y: z.string() } } }';
  expect(readModelProblems(keyInRow, { tables })).toEqual([
    'src/list.model.ts:4:67 F1208 The key field "x" is no field of the row. | Did you mean "y"?',
  ]);
});
