import { expect, test } from "vitest";
import { projectOf } from "../../../test-support/project-of.js";
import { modelFileOf } from "../../model/model-file.js";
import { evaluates } from "./evaluates.js";

const at = { file: "src/ids.ts", line: 3, column: 7, length: 1, text: "throw new Error()" };
const file = modelFileOf("/project", "/project/src/training.model.ts");

test("a model that could not be evaluated is reported where it failed", () => {
  const failure = { file, reason: "could not be evaluated. Error: no", evaluated: false, at };
  expect([...evaluates(projectOf({}, [failure]))]).toEqual([
    {
      code: "F1001",
      severity: "error",
      message: "src/training.model.ts could not be evaluated. Error: no",
      location: at,
    },
  ]);
});

test("a file that ran to its end is another rule's business", () => {
  const failure = { file, reason: "has no default export.", evaluated: true, at };
  expect([...evaluates(projectOf({}, [failure]))]).toEqual([]);
});

test("a name that was looked up in vain comes with the one that was meant", () => {
  const sought = { name: "./id.js", known: ["./ids.js"] };
  const failure = { file, reason: "could not be evaluated. Error: no", evaluated: false, at, sought };
  expect([...evaluates(projectOf({}, [failure]))]).toMatchObject([{ code: "F1001", hint: 'Did you mean "./ids.js"?' }]);
});
