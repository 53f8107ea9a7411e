import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { examplesIn } from "../test-support/page-examples.js";
import { runSpecs, typeErrors } from "../test-support/project-tools.js";
import { REPOSITORY, temporaryProject } from "../test-support/temporary-project.js";
import { generate } from "./generate.js";

const examples = examplesIn(readFileSync(path.join(REPOSITORY, "docs/read-models.md"), "utf8"));

test("the code of docs/read-models.md is generated for, compiles, and its specs hold", {
  timeout: 120_000,
}, async () => {
  const project = temporaryProject();
  // The page follows the sample's aggregate.
  for (const file of ["ids.ts", "training.model.ts", "training.decider.ts"]) {
    const sample = path.join(REPOSITORY, "apps/training-sample/src/training", file);
    project.write(`src/training/${file}`, readFileSync(sample, "utf8"));
  }
  for (const { file, text } of examples) project.write(file, text);
  expect(examples.map(({ file }) => path.basename(file))).toEqual([
    "training-list.model.ts",
    "training-list.read-model.ts",
    "course-report.model.ts",
    "course-report.read-model.ts",
    "my-trainings.model.ts",
    "composition.ts",
    "queries.ts",
    "course-report.spec.ts",
  ]);

  const { diagnostics } = await generate({ folder: project.folder });
  expect(diagnostics).toEqual([]);
  expect(typeErrors(project)).toBe("");
  expect(runSpecs(project)).toEqual({ passed: 3, failed: 0, todo: 0, success: true });
});
