import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { type CliProject, cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 60_000 };

function git(project: CliProject, ...args: readonly string[]): void {
  const settings = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const run = spawnSync("git", [...settings, ...args], { cwd: project.folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
}

function committed(): CliProject {
  const project = cliProject();
  project.write(".gitignore", "node_modules\n");
  project.factum("generate");
  git(project, "init", "--quiet", "--initial-branch=main");
  git(project, "add", "--all");
  git(project, "commit", "--quiet", "--message=first");
  return project;
}

const plain = (text: string) => text.replace(/[0-9a-f]{10,}/, "commit");

test("nothing that changed is fine", SLOW, () => {
  const run = committed().factum("breaking");
  expect({ ...run, out: plain(run.out) }).toEqual({
    code: 0,
    out: "Compared with main (commit): nothing changed for stored events.\n",
    err: "",
  });
});

test("changes are told by aggregate with their verdicts; an error exits with 3", SLOW, () => {
  const project = committed();
  project.write("src/job.model.ts", MODEL.replace("event({})", "event({ by: z.string() }), Started: event({})"));
  const run = project.factum("breaking", ".", "--against", "HEAD");
  expect(run.code).toBe(3);
  expect(plain(run.out)).toBe(
    "Job\n" +
      "  warning  Started is new; builds that are older cannot read it. (F1404)\n" +
      "  error    Finished, schema version 1: by is new, and required. (F1405)\n" +
      "\n" +
      "Compared with HEAD (commit): 1 error, 1 warning, 0 fine.\n",
  );

  const json = project.factum("breaking", "--format", "json");
  expect(json.code).toBe(3);
  expect(JSON.parse(json.out)).toMatchObject({
    against: "main",
    breaking: true,
    aggregates: [
      {
        name: "Job",
        changes: [
          { verdict: "warning" },
          { verdict: "error", code: "F1405", version: 1, file: "src/job.model.ts", line: 8, column: 31, endColumn: 33 },
        ],
      },
    ],
  });
});

test("the ways out of an error stand below it, a line each", SLOW, () => {
  const project = committed();
  project.write("src/job.model.ts", MODEL.replace("Finished:", "Ended:").replace('["Finished"]', '["Ended"]'));
  expect(project.factum("breaking").out).toContain(
    "  error    Finished is no event any more, but events of this type may be stored. (F1404)\n" +
      '           Was it renamed to Ended? If it was renamed, write .alias("Finished") behind the new event.\n' +
      "           If no command emits it any more, put it back with .retired().\n",
  );
});

test("github is text, and lines that GitHub shows at the places of errors and warnings", SLOW, () => {
  const project = committed();
  project.write("src/job.model.ts", MODEL.replace("event({})", "event({ by: z.string() }), Started: event({})"));
  const text = project.factum("breaking").out;
  const lines =
    "::warning file=src/job.model.ts,line=8,col=50,endColumn=57,title=F1404::" +
    "Started is new; builds that are older cannot read it.\n" +
    "::error file=src/job.model.ts,line=8,col=31,endColumn=33,title=F1405::" +
    "Finished, schema version 1: by is new, and required.\n";
  expect(project.factum("breaking", "--format", "github")).toEqual({ code: 3, out: `${text}${lines}`, err: "" });
  const onGithub = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: `${project.folder}/src` };
  expect(project.factumIn(onGithub, "breaking").out).toContain("::error file=job.model.ts,line=8,");
  expect(project.factumIn(onGithub, "breaking", "--format", "text").out).toBe(text);

  project.write("src/job.model.ts", MODEL.replace('"Job"', '"Task"').replace("event({})", "event({})"));
  expect(project.factumIn(onGithub, "breaking").out).toContain(
    "::error file=../factum.lock/Job.json,line=1,col=1,endColumn=2,title=F1402::The aggregate Job is gone, but",
  );
  project.write("src/job.model.ts", MODEL.replace('["Finished"]', '["Finishd"]'));
  expect(project.factum("breaking", "--format", "github").out).toMatch(/^::error file=src\/job\.model\.ts,.*F1201::/);
});

test("warnings alone exit with 0", SLOW, () => {
  const project = committed();
  project.write("src/job.model.ts", MODEL.replace("event({})", "event({ by: z.string().optional() })"));
  expect(project.factum("breaking")).toMatchObject({ code: 0, err: "" });
});

test("without git, or without the ref, it cannot be told: 1", SLOW, () => {
  const outside = cliProject().factum("breaking");
  expect([outside.code, outside.out]).toEqual([1, ""]);
  expect(outside.err).toContain("There is no git repository to look for main in.");
  const nowhere = committed().factum("breaking", "--against", "nowhere");
  expect([nowhere.code, nowhere.out]).toEqual([1, ""]);
  expect(nowhere.err).toContain("There is no nowhere in this repository.");
});

test("a model that is wrong is told as generate tells it: 1", SLOW, () => {
  const project = committed();
  project.write("src/job.model.ts", MODEL.replace('["Finished"]', '["Finishd"]'));
  const run = project.factum("breaking");
  expect(run.code).toBe(1);
  expect(run.err).toContain("error F1201");
  expect(run.err).toContain("1 error in the models. Nothing was compared.");
});

test("--help has examples, another format is refused", SLOW, () => {
  const project = cliProject();
  expect(project.factum("breaking", "--help").out).toContain("$ factum breaking --against origin/main");
  expect(project.factum("breaking", "--format", "xml").err).toContain("There are: text, json, github.");
});

test("what was never committed may be locked anew", SLOW, () => {
  const project = committed();
  const started = (data: string) => MODEL.replace("event({})", `event({}), Started: event(${data})`);
  project.write("src/job.model.ts", started("{ at: z.string() }"));
  expect(project.factum("generate").code).toBe(0);
  project.write("src/job.model.ts", started("{ at: z.int() }"));
  const refused = project.factum("generate");
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("`npx factum generate --relock Job.Started`");
  expect(project.factum("generate", "--relock", "Job.Started").out).toContain("updated factum.lock/Job.json");
  expect(project.factum("generate", "--relock", "Job.Startd").err).toContain("There are: Finished, Started.");
  expect(project.factum("breaking").code).toBe(0);
});
