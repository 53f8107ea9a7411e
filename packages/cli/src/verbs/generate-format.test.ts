import { expect, test } from "vitest";
import { cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 60_000 };
const MISTYPED = MODEL.replace('["Finished"]', '["Finishd"]').replace("event({})", "event({}), Left: event({})");
const EMIT_IT = "Name it in the `emits` of a command, or run `npx factum add command Job.<Name> --emits Left`.";

test("json is one object on stdout, and nothing else is said", SLOW, () => {
  const project = cliProject();
  project.write("src/job.model.ts", `console.log("a model that prints");\n${MISTYPED}`);
  const failed = project.factum("generate", "--format", "json");
  expect(failed).toMatchObject({ code: 1, err: "a model that prints\n" });
  expect(JSON.parse(failed.out)).toEqual({
    exitCode: 1,
    models: 1,
    files: 0,
    errors: 1,
    warnings: 1,
    diagnostics: [
      {
        code: "F1207",
        severity: "warning",
        message: "No command of Job emits Left.",
        hint: EMIT_IT,
        file: "src/job.model.ts",
        line: 9,
        column: 34,
        endLine: 9,
        endColumn: 38,
      },
      {
        code: "F1201",
        severity: "error",
        message: 'Finish emits "Finishd", which is no event of Job.',
        hint: 'Did you mean "Finished"?',
        file: "src/job.model.ts",
        line: 10,
        column: 43,
        endLine: 10,
        endColumn: 52,
      },
    ],
    changes: [],
    written: false,
  });
});

test("json tells what was written, and with --check what would be", SLOW, () => {
  const project = cliProject();
  const checked = project.factum("generate", "--check", "--format", "json");
  expect(checked.code).toBe(2);
  expect(JSON.parse(checked.out)).toMatchObject({ exitCode: 2, written: false, files: 4 });
  const written = project.factum("generate", "--format=json");
  expect(written.code).toBe(0);
  expect(JSON.parse(written.out)).toMatchObject({ exitCode: 0, models: 1, errors: 0, warnings: 0, written: true });
  expect(JSON.parse(written.out).changes[0]).toEqual({ kind: "create", file: "src/generated/job.types.ts" });
});

test(
  "github is text, and lines that GitHub shows in a pull request, with paths from the repository's root",
  SLOW,
  () => {
    const project = cliProject();
    project.write("apps/jobs/src/job.model.ts", MISTYPED);
    const lines =
      "::warning file=apps/jobs/src/job.model.ts,line=8,col=34,endColumn=38,title=F1207::" +
      `No command of Job emits Left.%0A${EMIT_IT}\n` +
      "::error file=apps/jobs/src/job.model.ts,line=9,col=43,endColumn=52,title=F1201::" +
      'Finish emits "Finishd", which is no event of Job.%0ADid you mean "Finished"?\n';
    const asked = project.factum("generate", "apps/jobs", "--format", "github");
    expect(asked).toMatchObject({ code: 1, out: lines });
    expect(asked.err).toContain("src/job.model.ts:9:43 error F1201: ");

    const onGithub = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: project.folder };
    expect(project.factumIn(onGithub, "generate", "apps/jobs").out).toBe(lines);
    expect(project.factumIn(onGithub, "generate", "apps/jobs", "--format", "text").out).toBe("");
    const elsewhere = { ...onGithub, GITHUB_WORKSPACE: `${project.folder}/apps` };
    expect(project.factumIn(elsewhere, "generate", "apps/jobs").out).toContain("file=jobs/src/job.model.ts,");
  },
);

test("another format is refused, with the one that was meant", SLOW, () => {
  const run = cliProject().factum("generate", "--format", "jsn");
  expect(run.code).toBe(1);
  expect(run.err).toContain('Did you mean "json"?');
});
