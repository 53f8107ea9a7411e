import { expect, test } from "vitest";
import { projectOf } from "../../../test-support/project-of.js";
import { modelFileOf } from "../../model/model-file.js";
import { exportsAModel } from "./exports-a-model.js";

const at = { file: "src/training.model.ts", line: 1, column: 1, length: 1, text: "export const a = 1;" };
const file = modelFileOf("/project", "/project/src/training.model.ts");

test("a file without a model is reported, with what to write", () => {
  const failure = { file, reason: "has no default export.", evaluated: true, at };
  const [problem] = [...exportsAModel(projectOf({}, [failure]))];
  expect(problem).toMatchObject({
    code: "F1002",
    message: "src/training.model.ts has no default export.",
    location: at,
  });
  expect(problem?.hint).toContain("export default aggregate(");
});

test("a file that could not be evaluated is another rule's business", () => {
  const failure = { file, reason: "could not be evaluated. Error: no", evaluated: false, at };
  expect([...exportsAModel(projectOf({}, [failure]))]).toEqual([]);
});
