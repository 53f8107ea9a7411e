import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { idOneSpelling } from "./id-one-spelling.js";

test.each([
  "z.uuid().lowercase()",
  "z.uuid().toLowerCase()",
  "z.uuid().regex(/^[0-9a-f-]+$/)",
  "z.uuid().refine((id) => id === id.toLowerCase())",
  "z.string().min(1)",
  "z.nanoid()",
])("%s has one spelling for each value", (id) => {
  expect(aggregateProblems(idOneSpelling, { id })).toEqual([]);
});

test.each([
  "z.uuid()",
  "z.guid()",
  "z.uuidv7()",
  "z.string().uuid()",
  'z.uuid().meta({ id: "TrainingId" })',
  "z.email()",
])("%s has two", (id) => {
  const problems = aggregateProblems(idOneSpelling, { id });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^src\/training\.model\.ts:2:3 F1303 The id of Training may be spelled in two ways/);
});
