import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { HOSTILE_NAMES, NAME_POSITIONS } from "../../test-support/hostile-names.js";
import { projectOf } from "../../test-support/project-of.js";
import { REPOSITORY, temporaryProject } from "../../test-support/temporary-project.js";
import { checkProject } from "../check/check-project.js";
import { formatDiagnostic } from "../check/format-diagnostic.js";
import { fieldNameProblem } from "../check/safe-identifier.js";
import { generate } from "../generate.js";
import { emitProject } from "./emit-project.js";
import { UNSEEN } from "./printer/unseen.js";

const SLOW = { timeout: 240_000 };
const resolve = createRequire(import.meta.url).resolve;

const cases = Object.entries(NAME_POSITIONS).flatMap(([what, position]) =>
  HOSTILE_NAMES.map((name) => ({ what, position, name })),
);

/** What is said of each case, and what is generated for those that nothing is said of. Told once, for several tests ask. */
const judged = once(() =>
  cases.map((each) => {
    const project = projectOf(each.position.files(literalOf(each.name)));
    const errors = checkProject(project).filter(({ severity }) => severity === "error");
    return { ...each, errors, emitted: errors.length === 0 ? emitProject(project) : [] };
  }),
);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

test("a name is refused at its place, in a sentence that a terminal can show, or it is generated", SLOW, () => {
  for (const { what, position, name, errors, emitted } of judged()) {
    if (errors.length === 0) {
      expect(emitted.length, `${what} called ${name}`).toBeGreaterThan(0);
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
  for (const { what, errors, emitted } of judged()) {
    if (TEXTS.has(what) || errors.length > 0) continue;
    folders++;
    project.write(`${folders}/src/training.model.ts`, STUB);
    for (const file of emitted) {
      project.write(`${folders}/${path.posix.relative("/project", file.path)}`, file.text);
    }
  }
  expect(folders).toBeGreaterThan(100);
  const config = { extends: path.join(REPOSITORY, "tsconfig.base.json"), include: ["*/src"] };
  project.write("tsconfig.json", JSON.stringify(config));
  const tsc = path.join(path.dirname(resolve("typescript/package.json")), "bin/tsc");
  expect(project.node([tsc, "-p", "."])).toEqual({ code: 0, output: "" });
});

test("what is generated runs, with all texts and all names of fields that are let through at once", SLOW, async () => {
  const texts = HOSTILE_NAMES.filter((name) => name !== "__proto__" && name !== "\0" && name.isWellFormed()).map(
    literalOf,
  );
  const values = [...new Set(texts)].join(", ");
  const fields = HOSTILE_NAMES.filter((name) => fieldNameProblem(name) === undefined);
  const project = temporaryProject({
    "src/job.model.ts": `import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";

const Value = z.enum([${values}]);
export default aggregate("Job", {
  id: z.uuid().lowercase(),
  state: z.object({}),
  initialState: {},
  events: { Finished: event({ texts: z.array(Value), keyed: z.record(Value, z.int()), ${fields.map((name) => `${name}: z.string()`).join(", ")} }) },
  rejections: { Refused: rejection([${values}].join()) },
  commands: { Finish: { data: { value: Value }, emits: ["Finished"], rejects: ["Refused"] } },
});
`,
    "src/run.ts": `import assert from "node:assert/strict";
import model from "./job.model.js";
import { jobCodec } from "./generated/job.runtime.js";
import { Finished } from "./generated/job.testkit.js";

const values = [${values}];
const event = Finished({ texts: values, keyed: Object.fromEntries(values.map((value, index) => [value, index])) });
assert.deepEqual(Object.keys(event.data).sort(), ["keyed", "texts", ...${JSON.stringify(fields)}].sort());
const stored = JSON.parse(JSON.stringify(jobCodec.encode(event)));
assert.deepEqual(jobCodec.decode(stored), event);
assert.equal(model.rejectionDefinitions.Refused?.message, values.join());
console.log("ran");
`,
  });
  expect((await generate({ folder: project.folder })).diagnostics).toEqual([]);
  const run = project.node(["--conditions=@factum/source", "--import", resolve("tsx"), "src/run.ts"]);
  expect(run).toEqual({ code: 0, output: "ran\n" });
});

/** On one line. */
function literalOf(name: string): string {
  return JSON.stringify(name).replaceAll("\u2028", "\\u2028");
}

/** They come as strings and comments alone, whose shape another test holds; the compiler has enough to do. */
const TEXTS = new Set(["a category", "a description", "a rejection's sentence", "a status of the state"]);

/** What a model is to the code that is generated from it; the models' own types would take the compiler a minute. */
const STUB =
  'import type { AggregateModel } from "@factum/core/model";\ndeclare const model: AggregateModel;\nexport default model;\n';
