import { expect, test } from "vitest";
import { aggregateText, readModelText } from "../../../test-support/model-texts.js";
import { problemsOf } from "../../../test-support/problems-of.js";
import { distinctReadModels } from "./distinct-read-models.js";

const problems = (name: string) =>
  problemsOf(distinctReadModels, {
    "src/training.model.ts": aggregateText(),
    "src/a.model.ts": readModelText(),
    "src/b.model.ts": readModelText({ name }),
  });

test("read models with names of their own are fine", () => {
  expect(problems('"TrainingHistory"')).toEqual([]);
});

test("a table is one read model's alone", () => {
  expect(problems('"TrainingList"')).toEqual([
    "src/b.model.ts:2:26 F1104 The table training_list is that of another read model already, in src/a.model.ts.",
  ]);
});

const withTables = (name: string, tables: string) =>
  problemsOf(distinctReadModels, {
    "src/training.model.ts": aggregateText(),
    "src/a.model.ts": readModelText(),
    "src/b.model.ts": readModelText({ name, tables }),
  });
const TABLE = '{ key: ["x"], row: { x: z.string() } }';

test("several tables are called after their read model", () => {
  expect(withTables('"Training"', `{ courses: ${TABLE}, trainees: ${TABLE} }`)).toEqual([]);
  expect(withTables('"Training"', `{ courses: ${TABLE}, list: ${TABLE} }`)).toEqual([
    "src/b.model.ts:4:62 F1104 The table training_list is that of another read model already, in src/a.model.ts.",
  ]);
});

test("two tables of one read model may come to one name", () => {
  expect(withTables('"Report"', `{ perDay: ${TABLE}, per_day: ${TABLE} }`)).toEqual([
    "src/b.model.ts:4:61 F1104 The table report_per_day is that of another table already, in src/b.model.ts.",
  ]);
});

test("read models have names of their own even if their tables have", () => {
  expect(withTables('"TrainingList"', `{ courses: ${TABLE} }`)).toEqual([
    "src/b.model.ts:2:26 F1104 The name training_list is that of another read model already, in src/a.model.ts.",
  ]);
});
