import { expect, test } from "vitest";
import { cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 120_000 };

test("a missing handler is a warning with its place; --fix writes it, names it, and is done", SLOW, () => {
  const project = cliProject();
  project.factum("generate");
  project.write(
    "src/job.model.ts",
    MODEL.replace("commands: {", 'commands: { Start: { data: {}, emits: ["Finished"] },'),
  );
  const warned = project.factum("generate");
  expect(warned.code).toBe(0);
  expect(warned.err).toContain("src/job.decider.ts:5:3 warning F1701: Job.Start has no handler in `decide`.");
  expect(warned.err).toContain("`npx factum generate --fix` writes a stub of it.");
  expect(project.factum("generate", "--check")).toMatchObject({ code: 0, err: warned.err });

  const fixed = project.factum("generate", "--fix");
  expect(fixed).toMatchObject({ code: 0, err: "" });
  expect(fixed.out).toMatch(
    /^updated src\/job\.decider\.ts: 1 stub, Start\ncreated src\/job\.spec\.ts\n1 model, 4 files, 2 written, \d+ ms\n$/,
  );
  expect(project.factum("generate", "--fix").out).toContain("all up to date");
});

test("what --fix cannot write exits with 1, and nothing is written", SLOW, () => {
  const project = cliProject();
  const decider = 'import { defineJob } from "./generated/job.runtime.js";\n\nexport const job = defineJob(make());\n';
  project.write("src/job.decider.ts", decider);
  const run = project.factum("generate", "--fix");
  expect(run.code).toBe(1);
  expect(run.err).toContain("src/job.decider.ts:3:30 error F1703: Job.Finish has no handler in `decide`");
  expect(run.err).toContain('    Finish: () => {\n      throw new NotImplementedError("Job.Finish");\n    },');
  expect(run.err).toContain("2 errors in 1 model. Nothing was written.");
  expect(project.read("src/job.decider.ts")).toBe(decider);
  expect(() => project.read("src/generated/job.types.ts")).toThrow();
});

test("--fix and --check exclude each other", SLOW, () => {
  const run = cliProject().factum("generate", "--fix", "--check");
  expect(run.code).toBe(1);
  expect(run.err).toContain("option '--fix' cannot be used with option '--check'");
});
