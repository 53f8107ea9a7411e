import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { idIsString } from "./id-is-string.js";

test.each(["z.uuid().lowercase()", "z.string().min(1)", 'z.enum(["only"])', 'z.string().meta({ id: "TrainingId" })'])(
  "%s is an id",
  (id) => {
    expect(aggregateProblems(idIsString, { id })).toEqual([]);
  },
);

test.each(["z.int()", "z.object({ a: z.string() })", 'z.int().meta({ id: "TrainingId" })'])("%s is no id", (id) => {
  expect(aggregateProblems(idIsString, { id })).toEqual([
    "src/training.model.ts:2:3 F1302 The id of Training is no string. | Write z.uuid().lowercase().",
  ]);
});
