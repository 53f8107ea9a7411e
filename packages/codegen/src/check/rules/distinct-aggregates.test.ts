import { expect, test } from "vitest";
import { aggregateText } from "../../../test-support/model-texts.js";
import { problemsOf } from "../../../test-support/problems-of.js";
import { distinctAggregates } from "./distinct-aggregates.js";

const problems = (first: string, second: string) =>
  problemsOf(distinctAggregates, { "src/a.model.ts": first, "src/b.model.ts": second });

test("aggregates with names and categories of their own are fine", () => {
  expect(problems(aggregateText(), aggregateText({ name: '"Course"' }))).toEqual([]);
});

test("a name is one aggregate's alone", () => {
  expect(problems(aggregateText(), aggregateText({ more: 'category: "other"' }))).toEqual([
    'src/b.model.ts:1:26 F1103 There is another aggregate called "Training", in src/a.model.ts.',
  ]);
});

test("a category is one aggregate's alone", () => {
  expect(problems(aggregateText(), aggregateText({ name: '"Course"', more: 'category: "training"' }))).toEqual([
    'src/b.model.ts:8:3 F1103 The category "training" is that of another aggregate already, in src/a.model.ts.',
  ]);
});

test("names that differ by case alone are one name, since files are called after them", () => {
  expect(problems(aggregateText(), aggregateText({ name: '"TRAINING"' }))).toEqual([
    'src/b.model.ts:1:26 F1103 There is another aggregate called "Training", in src/a.model.ts.',
  ]);
});
