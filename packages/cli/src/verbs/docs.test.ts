import { expect, test } from "vitest";
import { cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 60_000 };

test("docs writes, names what it wrote, and has nothing to do the second time", SLOW, () => {
  const project = cliProject();
  const first = project.factum("docs");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toBe(
    "created docs/catalog/README.md\n" +
      "created docs/catalog/aggregates/job.md\n" +
      "created docs/catalog/index.html\n" +
      "created docs/catalog/asyncapi.json\n" +
      "created docs/catalog/openapi.json\n" +
      "created docs/catalog/schemas/events/job/Finished.v1.json\n" +
      "created docs/catalog/schemas/commands/job/Finish.json\n" +
      "1 model, 7 files, 7 written\n",
  );
  expect(project.factum("docs", project.folder).out).toBe("1 model, 7 files, all up to date\n");
});

test("--check exits with 0 when all is up to date, with 2 and the command to run when it is not", SLOW, () => {
  const project = cliProject();
  project.factum("docs", "--out", "site");
  expect(project.factum("docs", "--out", "site", "--check")).toMatchObject({ code: 0, err: "" });

  project.write("src/job.model.ts", MODEL.replace("{ Finish: {", "{\n/** Ends it. */\nFinish: {"));
  const before = project.read("site/index.html");
  const check = project.factum("docs", "--out", "site", "--check");
  expect(check).toMatchObject({ code: 2, out: "" });
  expect(check.err).toContain(
    "The documentation is stale:\n  site/aggregates/job.md differs\n  site/index.html differs\n",
  );
  expect(check.err).toContain("Run `npx factum docs --out site` and commit what it writes.\n");
  expect(project.read("site/index.html")).toBe(before);
});

test("a diagnostic exits with 1, and nothing is written", SLOW, () => {
  const project = cliProject({ "src/job.model.ts": MODEL.replace('["Finished"]', '["Finishd"]') });
  const run = project.factum("docs");
  expect(run).toMatchObject({ code: 1, out: "" });
  expect(run.err).toContain('Finish emits "Finishd", which is no event of Job.');
  expect(run.err).toContain("1 error in 1 model. Nothing was written.");
  expect(() => project.read("docs/catalog/README.md")).toThrow();
});
