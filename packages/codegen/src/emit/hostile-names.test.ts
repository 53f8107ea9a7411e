import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { HOSTILE_NAMES, NAME_POSITIONS } from "../../test-support/hostile-names.js";
import { projectOf } from "../../test-support/project-of.js";
import { REPOSITORY, temporaryProject } from "../../test-support/temporary-project.js";
import { checkProject } from "../check/check-project.js";
import { formatDiagnostic } from "../check/format-diagnostic.js";
import { emitProject } from "./emit-project.js";
import { UNSEEN } from "./printer/unseen.js";

const SLOW = { timeout: 240_000 };
const resolve = createRequire(import.meta.url).resolve;

const cases = Object.entries(NAME_POSITIONS).flatMap(([what, position]) =>
  HOSTILE_NAMES.map((name) => ({ what, position, name })),
);

test("a name is refused at its place, in a sentence that a terminal can show, or it is generated", SLOW, () => {
  for (const { what, position, name } of cases) {
    const project = projectOf(position.files(literalOf(name)));
    const errors = checkProject(project).filter(({ severity }) => severity === "error");
    if (errors.length === 0) {
      expect(emitProject(project).length, `${what} called ${name}`).toBeGreaterThan(0);
      continue;
    }
    // Of two equal names, either may be the one to change.
    const places = errors.map(({ code, location }) => (code === "F1106" ? position.line : location.line));
    expect(places, `${what} called ${name}: ${JSON.stringify(errors)}`).toContain(position.line);
    for (const error of errors) {
      const text = formatDiagnostic(error);
      expect(text.length).toBeLessThan(1500);
      expect(text.search(UNSEEN), text).toBe(-1);
    }
  }
});

test("what is generated for names that are not refused compiles", SLOW, () => {
  const project = temporaryProject();
  let folders = 0;
  for (const { position, name } of cases) {
    const models = projectOf(position.files(literalOf(name)));
    if (checkProject(models).some(({ severity }) => severity === "error")) continue;
    folders++;
    project.write(`${folders}/src/training.model.ts`, STUB);
    for (const file of emitProject(models)) {
      project.write(`${folders}/${path.posix.relative("/project", file.path)}`, file.text);
    }
  }
  expect(folders).toBeGreaterThan(200);
  const config = { extends: path.join(REPOSITORY, "tsconfig.base.json"), include: ["*/src"] };
  project.write("tsconfig.json", JSON.stringify(config));
  const tsc = path.join(path.dirname(resolve("typescript/package.json")), "bin/tsc");
  expect(project.node([tsc, "-p", "."])).toEqual({ code: 0, output: "" });
});

/** On one line. */
function literalOf(name: string): string {
  return JSON.stringify(name).replaceAll("\u2028", "\\u2028");
}

/** What a model is to the code that is generated from it; the models' own types would take the compiler a minute. */
const STUB =
  'import type { AggregateModel } from "@factum/core/model";\ndeclare const model: AggregateModel;\nexport default model;\n';
