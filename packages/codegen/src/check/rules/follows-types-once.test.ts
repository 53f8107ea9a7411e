import { expect, test } from "vitest";
import { aggregateText, readModelText } from "../../../test-support/model-texts.js";
import { problemsOf } from "../../../test-support/problems-of.js";
import { followsTypesOnce } from "./follows-types-once.js";

const training = aggregateText();
const course = aggregateText({ name: '"Course"' });

function problems(from: string) {
  const list = `import Course from "./course.model.js";${readModelText({ from })}`.replace(";import", ";\nimport");
  return problemsOf(followsTypesOnce, {
    "src/training.model.ts": training,
    "src/course.model.ts": course,
    "src/list.model.ts": list,
  });
}

test("events of two aggregates have different types", () => {
  expect(problems('[Training.events("Opened"), Course.events("Closed")]')).toEqual([]);
});

test("one type of two aggregates is refused at the second", () => {
  expect(problems('[Training.events("Opened"), Course.events("Opened")]')).toEqual([
    "src/list.model.ts:4:51 F1205 TrainingList follows Opened of Training and of Course; its handlers could not tell " +
      "them apart. | Rename one of the events, or make two read models.",
  ]);
});
