import { expect, test } from "vitest";
import { readModelProblems } from "../../../test-support/problems-of.js";
import { keyNotEmpty } from "./key-not-empty.js";

test("a key has a field", () => {
  expect(readModelProblems(keyNotEmpty)).toEqual([]);
});

test("an empty key is refused", () => {
  expect(readModelProblems(keyNotEmpty, { key: "[]" })).toEqual([
    'src/list.model.ts:4:3 F1209 The key of TrainingList is empty. | Name the fields that tell rows apart: `key: ["…"]`.',
  ]);
});

test("a key that is no list at all is another rule's business", () => {
  expect(readModelProblems(keyNotEmpty, { key: '"trainingId"' })).toEqual([]);
});

test("the table of several whose key is empty is named", () => {
  const tables = '{ a: { key: ["x"], row: { x: z.string() } }, b: { key: [], row: { y: z.string() } } }';
  expect(readModelProblems(keyNotEmpty, { tables })[0]).toContain("F1209 The key of TrainingList.b is empty.");
});
