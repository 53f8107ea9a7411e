import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { examplesIn } from "../test-support/page-examples.js";
import { typeErrors } from "../test-support/project-tools.js";
import { REPOSITORY, temporaryProject } from "../test-support/temporary-project.js";
import { generate } from "./generate.js";

const page = readFileSync(path.join(REPOSITORY, "docs/listeners.md"), "utf8");

test("the code of docs/listeners.md compiles beside the sample's models", { timeout: 120_000 }, async () => {
  const project = temporaryProject();
  for (const file of [
    "training/ids.ts",
    "training/training.model.ts",
    "training/training.decider.ts",
    "training-list/training-list.model.ts",
    "training-list/training-list.read-model.ts",
  ]) {
    project.write(`src/${file}`, readFileSync(path.join(REPOSITORY, "apps/training-sample/src", file), "utf8"));
  }
  const examples = examplesIn(page);
  expect(examples).toHaveLength(2);
  for (const { file, text } of examples) project.write(file, text);

  const { diagnostics } = await generate({ folder: project.folder });
  expect(diagnostics).toEqual([]);
  expect(typeErrors(project)).toBe("");
});

const tests = [...page.matchAll(/^\| .+ \| (.+) \| `(.+\.test\.ts)` \|$/gm)].map(([, name = "", file = ""]) => ({
  name,
  file,
}));

test("docs/listeners.md names tests that are there", () => {
  expect(tests).toHaveLength(12);
  for (const { name, file } of tests) {
    expect(readFileSync(path.join(REPOSITORY, "packages", file), "utf8")).toContain(name);
  }
});
