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
