import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { findBreaking } from "../find-breaking.js";
import { type GenerateOptions, generate } from "../generate.js";

const SLOW = { timeout: 60_000 };

const model = (events: string, more = "") => `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

export default aggregate("Job", {
  id: z.uuid().lowercase(),
  state: z.object({ done: z.boolean() }),
  initialState: { done: false },
  events: { ${events} },
  commands: {},
  ${more}
});
`;

const LOCK = "factum.lock/Job.json";
const FINISHED = "Finished: event({ by: z.string() })";
const EDITED = "Finished: event({ by: z.int() })";

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({ "src/job.model.ts": model(FINISHED) });
});

const git = (...args: readonly string[]) => {
  const settings = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const run = spawnSync("git", [...settings, ...args], { cwd: project.folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
};

const commit = () => {
  project.write(".gitignore", "node_modules\n");
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message=first");
};

async function generated(options: Partial<GenerateOptions> = {}) {
  const { diagnostics, changes } = await generate({ folder: project.folder, ...options });
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return { errors, changes: changes.map(({ kind, file }) => `${kind} ${file}`).filter((each) => each.includes(LOCK)) };
}

describe("The lock file", SLOW, () => {
  test("is written once, and not again for another order of keys or another formatting", async () => {
    const two = (...events: string[]) => model(events.join(", "), 'reserved: { events: ["B", "A"] }');
    const other = "Ended: event({ a: z.int(), b: z.int() })";
    project.write("src/job.model.ts", two(FINISHED, other));
    expect((await generated()).changes).toEqual([`create ${LOCK}`]);
    const text = project.read(LOCK);
    project.write("src/job.model.ts", two(other.replace("a: z.int(), b: z.int()", "b: z.int(), a: z.int()"), FINISHED));
    expect(await generated()).toEqual({ errors: [], changes: [] });
    project.write(LOCK, JSON.stringify(JSON.parse(text)));
    expect(await generated({ check: true })).toEqual({ errors: [], changes: [] });
  });

  test("refuses what would break, and is left as it was", async () => {
    await generated();
    const text = project.read(LOCK);
    project.write("src/job.model.ts", model(EDITED));
    expect(await generated()).toEqual({ errors: ["F1405"], changes: [] });
    expect(project.read(LOCK)).toBe(text);
  });

  test("is stale with check when an event came", async () => {
    await generated();
    project.write("src/job.model.ts", model(`${FINISHED}, Started: event({})`));
    expect(await generated({ check: true })).toEqual({ errors: [], changes: [`update ${LOCK}`] });
  });

  test("that is in conflict is never written over", async () => {
    await generated();
    const conflict = `<<<<<<< HEAD\n${project.read(LOCK)}`;
    project.write(LOCK, conflict);
    expect((await generated()).errors).toEqual(["F1401"]);
    expect(project.read(LOCK)).toBe(conflict);
  });

  test("of an aggregate that is gone stays until somebody deletes it", async () => {
    await generated();
    rmSync(path.join(project.folder, "src/job.model.ts"));
    expect((await generated()).errors).toEqual(["F1402"]);
    rmSync(path.join(project.folder, LOCK));
    expect(await generated()).toEqual({ errors: [], changes: [] });
  });

  test("moves with an aggregate that is renamed and keeps its category", async () => {
    await generated();
    const renamed = model(FINISHED, 'category: "job"').replace('"Job"', '"Task"');
    project.write("src/job.model.ts", renamed);
    expect((await generate({ folder: project.folder })).changes).toContainEqual({
      kind: "create",
      file: "factum.lock/Task.json",
    });
    expect(project.files().filter((file) => file.startsWith("factum.lock/"))).toEqual(["factum.lock/Task.json"]);
  });

  test("keeps the fold of a decider that is written, and asks when it changes", async () => {
    const snapshots = (version: number) => model(FINISHED, `snapshots: { every: 5, foldVersion: ${version} }`);
    project.write("src/job.model.ts", snapshots(1));
    await generated();
    expect(project.read(LOCK)).not.toContain('"decider"');
    const decider = (done: boolean) => `import { defineJob } from "./generated/job.runtime.js";
export const job = defineJob({ decide: {}, evolve: { Finished: () => ({ done: ${done} }) } });
`;
    project.write("src/job.decider.ts", decider(true).replace(/Finished: .*\) /, ""));
    expect(await generated()).toEqual({ errors: [], changes: [] });
    expect(await generated({ fix: true })).toEqual({ errors: [], changes: [] });
    expect(project.read("src/job.decider.ts")).toContain("NotImplementedError");
    expect(await generated()).toEqual({ errors: [], changes: [] });
    project.write("src/job.decider.ts", decider(true));
    expect((await generated()).changes).toEqual([`update ${LOCK}`]);
    project.write("src/job.decider.ts", `// why\n${decider(true)}`);
    expect(await generated()).toEqual({ errors: [], changes: [] });
    project.write("src/job.decider.ts", decider(false));
    expect((await generated()).errors).toEqual(["F1407"]);
    project.write("src/job.model.ts", snapshots(2));
    expect(await generated()).toEqual({ errors: [], changes: [`update ${LOCK}`] });
  });
});

describe("Locking anew", SLOW, () => {
  test("lets an event change that is in no commit yet", async () => {
    commit();
    await generated();
    project.write("src/job.model.ts", model(EDITED));
    expect(await generated({ relock: ["Job.Finished"] })).toEqual({ errors: [], changes: [`update ${LOCK}`] });
    expect(await generated()).toEqual({ errors: [], changes: [] });
  });

  test("protects what was committed, be it an older version of the event", async () => {
    await generated();
    commit();
    const next = ".next({ by: z.int() }, () => ({ by: 1 }))";
    project.write("src/job.model.ts", model(FINISHED + next));
    await generated();
    project.write("src/job.model.ts", model(FINISHED + next.replace("z.int()", "z.boolean()").replace("1", "true")));
    expect((await generated()).errors).toEqual(["F1405"]);
    expect((await generated({ relock: ["Job.Finished"] })).errors).toEqual([]);
    project.write("src/job.model.ts", model(EDITED));
    for (const relock of [["Job.Finished"], ["Job"]]) expect((await generated({ relock })).errors).toEqual(["F1405"]);
  });

  test("protects what was committed under another name: of an event", async () => {
    await generated();
    commit();
    project.write("src/job.model.ts", model(`${FINISHED.replace("Finished", "Ended")}.alias("Finished")`));
    expect((await generated()).errors).toEqual([]);
    for (const events of ["Ended: event({ by: z.int() })", 'Ended: event({ by: z.int() }).alias("Finished")']) {
      project.write("src/job.model.ts", model(events));
      expect((await generated({ relock: ["Job.Ended"] })).errors).not.toEqual([]);
    }
    project.write("src/job.model.ts", model(FINISHED));
    expect((await generated({ relock: ["Job.Ended"] })).errors).toEqual([]);
  });

  test("protects what was committed under another name: of an aggregate", async () => {
    await generated();
    commit();
    const renamed = (events: string) => model(events, 'category: "job"').replace('"Job"', '"Task"');
    project.write("src/job.model.ts", renamed(FINISHED));
    expect((await generated()).errors).toEqual([]);
    project.write("src/job.model.ts", renamed(EDITED));
    for (const relock of [["Task"], ["Task.Finished"]]) {
      expect((await generated({ relock })).errors).toEqual(["F1405"]);
    }
    project.write("src/job.model.ts", renamed(`${FINISHED}.next({ by: z.int() }, () => ({ by: 1 }))`));
    expect((await generated({ relock: ["Task"] })).errors).toEqual([]);
  });

  test("lets an aggregate go that is in no commit yet, lock and all", async () => {
    commit();
    await generated();
    rmSync(path.join(project.folder, "src/job.model.ts"));
    expect(await generated({ relock: ["Job"] })).toEqual({ errors: [], changes: [`delete ${LOCK}`] });
  });

  test.each([
    ["Jobb", "name an aggregate (Job), one of its events (Aggregate.Event), or Aggregate.snapshots."],
    ["Job.Finishd", "the lock of Job has no such event. There are: Finished."],
    ["Job.toString", "the lock of Job has no such event."],
    ["Job.snapshots", "Job has no snapshots in its lock."],
    ["Job.Finished.1", "name an aggregate"],
  ])("of %s is refused", async (name, message) => {
    await generated();
    commit();
    await expect(generated({ relock: [name] })).rejects.toThrow(message);
  });

  test("needs git", async () => {
    await generated();
    await expect(generated({ relock: ["Job"] })).rejects.toThrow("There is no git repository to look for HEAD in.");
  });
});

describe("Against a ref", SLOW, () => {
  const verdicts = async (against?: string) => {
    const result = await findBreaking({ folder: project.folder, ...(against === undefined ? {} : { against }) });
    return result.aggregates.map(({ name, changes }) => `${name}: ${changes.map(({ verdict }) => verdict).join()}`);
  };

  test("today's models are compared with the lock there, whatever the lock here says", async () => {
    await generated();
    commit();
    expect(await verdicts()).toEqual([]);
    project.write("src/job.model.ts", model(`${EDITED}, Started: event({})`));
    project.write(LOCK, "broken");
    expect(await verdicts("HEAD")).toEqual(["Job: warning,error"]);
  });

  test("aggregates come and go", async () => {
    await generated();
    commit();
    project.write("src/job.model.ts", model(FINISHED).replace('"Job"', '"Task"'));
    expect(await verdicts()).toEqual(["Task: fine", "Job: error"]);
  });

  test("a model that is wrong is compared with nothing", async () => {
    await generated();
    commit();
    project.write("src/job.model.ts", "export default 1;\n");
    const { diagnostics, aggregates } = await findBreaking({ folder: project.folder });
    expect([diagnostics.map(({ code }) => code), aggregates]).toEqual([["F1002"], []]);
  });

  test("what is missing is named, with the way out", async () => {
    await expect(verdicts()).rejects.toThrow("There is no git repository to look for main in.");
    commit();
    await expect(verdicts()).rejects.toThrow("main has no lock for this folder (factum.lock)");
    await expect(verdicts("nowhere")).rejects.toThrow(
      "There is no nowhere in this repository. Name a branch, a tag or a commit that is there (`--against`)",
    );
    await expect(verdicts("--output=x")).rejects.toThrow("There is no --output=x in this repository.");
    git("update-ref", "refs/remotes/origin/next", "HEAD");
    await expect(verdicts("next")).rejects.toThrow("Did you mean origin/next?");
    project.write(LOCK, "{");
    git("add", "--all");
    git("commit", "--quiet", "--message=broken");
    await expect(verdicts()).rejects.toThrow("In main, factum.lock/Job.json is no JSON");
  });

  test("of a shallow clone says what to fetch", async () => {
    await generated();
    commit();
    git("commit", "--quiet", "--allow-empty", "--message=second");
    git("clone", "--quiet", "--depth=1", `file://${project.folder}`, "clone");
    const folder = path.join(project.folder, "clone");
    await expect(findBreaking({ folder, against: "HEAD~1" })).rejects.toThrow("The clone is shallow: fetch it first");
  });
});
