import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { tablesNotEmpty } from "./tables-not-empty.js";

test("a read model has a table, or several", () => {
  expect(readModelProblems(tablesNotEmpty)).toEqual([]);
  expect(readModelProblems(tablesNotEmpty, { tables: '{ a: { key: ["x"], row: { x: z.string() } } }' })).toEqual([]);
});

test("no tables at all are refused", () => {
  expect(readModelProblems(tablesNotEmpty, { tables: "{}" })).toEqual([
    "src/list.model.ts:4:3 F1213 TrainingList has no tables. " +
      "| Declare one, as `tables: { courses: { key: […], row: { … } } }`.",
  ]);
});

test("tables that are no object are another rule's business", () => {
  expect(readModelProblems(tablesNotEmpty, { tables: "[]" })).toEqual([]);
});
