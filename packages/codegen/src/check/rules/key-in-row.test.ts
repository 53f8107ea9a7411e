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
