import { expect, test } from "vitest";
import { cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 60_000 };

test("generate writes, names what it wrote, and has nothing to do the second time", SLOW, () => {
  const project = cliProject();
  const first = project.factum("generate");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out.replace(/\d+ ms/, "n ms")).toBe(
    "created src/generated/job.types.ts\n" +
      "created src/generated/job.runtime.ts\n" +
      "created src/generated/job.testkit.ts\n" +
      "created src/job.decider.ts\n" +
      "created src/generated/registry.ts\n" +
      "created factum.lock/Job.json\n" +
      "1 model, 4 files, 6 written, n ms\n",
  );
  expect(project.factum("generate", project.folder).out).toMatch(/^1 model, 4 files, all up to date, \d+ ms\n$/);
});

test("--check exits with 0 when all is up to date, with 2 and the command to run when it is not", SLOW, () => {
  const project = cliProject();
  project.factum("generate");
  expect(project.factum("generate", "--check")).toMatchObject({ code: 0, err: "" });

  const stale = `${project.read("src/generated/job.types.ts")}// edited\n`;
  project.write("src/generated/job.types.ts", stale);
  project.write("src/generated/gone.types.ts", stale);
  const check = project.factum("generate", "--check");
  expect(check).toEqual({
    code: 2,
    out: "",
    err:
      "Generated code is stale:\n" +
      "  src/generated/job.types.ts differs\n" +
      "  src/generated/gone.types.ts belongs to no model any more\n" +
      "Run `npx factum generate` and commit what it writes.\n",
  });
  expect(project.read("src/generated/job.types.ts")).toBe(stale);
});

test("a diagnostic exits with 1, with --check and without, and nothing is written", SLOW, () => {
  const project = cliProject();
  project.write(
    "src/job.model.ts",
    MODEL.replace('["Finished"]', '["Finishd"]').replace("event({})", "event({}), Left: event({})"),
  );
  for (const args of [["generate"], ["generate", "--check"]]) {
    const run = project.factum(...args);
    expect(run.code).toBe(1);
    expect(run.err).toContain('src/job.model.ts:9:43 error F1201: Finish emits "Finishd", which is no event of Job.');
    expect(run.err).toContain('Did you mean "Finished"?');
    expect(run.err).toContain("1 error, 1 warning in 1 model. Nothing was written.");
    expect(run.err).toMatch(/\n`npx factum explain F1201 F1207` says more\.\n$/);
  }
  expect(() => project.read("src/generated/job.types.ts")).toThrow();
});

test("a folder without models' src says what to do", SLOW, () => {
  const run = cliProject().factum("generate", "nowhere");
  expect(run.code).toBe(1);
  expect(run.err).toMatch(
    /^There is no folder src in .*nowhere\. Run the command in a project's folder, or name one\.\n$/,
  );
});
