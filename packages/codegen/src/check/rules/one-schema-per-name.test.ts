import { expect, test } from "vitest";
import { aggregateText, readModelText } from "../../../test-support/model-texts.js";
import { aggregateProblems, problemsOf } from "../../../test-support/problems-of.js";
import { oneSchemaPerName } from "./one-schema-per-name.js";

test("a name may be used in many places", () => {
  const events = '{ Opened: event({ by: z.string().meta({ id: "Who" }), for: z.string().meta({ id: "Who" }) }) }';
  expect(aggregateProblems(oneSchemaPerName, { events })).toEqual([]);
});

test("two different schemas cannot have one name", () => {
  const events = '{ Opened: event({ by: z.string().meta({ id: "Who" }), to: z.int().meta({ id: "Who" }) }) }';
  expect(aggregateProblems(oneSchemaPerName, { events })[0]).toContain(
    'F1107 Two different schemas have the id "Who"; the other is used in src/training.model.ts.',
  );
});

test("not even in two files", () => {
  const row = '{ trainingId: z.string().meta({ id: "TrainingId" }) }';
  const files = { "src/training.model.ts": aggregateText(), "src/list.model.ts": readModelText({ row }) };
  expect(problemsOf(oneSchemaPerName, files)).toEqual([
    'src/list.model.ts:5:10 F1107 Two different schemas have the id "TrainingId"; the other is used in ' +
      "src/training.model.ts. | Import one and the same schema in both places.",
  ]);
});

test.each(["who", "Who Is", 'Who"', "constructor", "Object"])("%j is no name of a type", (name) => {
  const events = `{ Opened: event({ by: z.string().meta({ id: ${JSON.stringify(name)} }) }) }`;
  expect(aggregateProblems(oneSchemaPerName, { events })[0]).toContain("src/training.model.ts:5:29 F1107 ");
});
