import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { applyEdit, EDITABLE_PROJECT, edits, expectAsFromNothing, RUNS } from "../../test-support/project-edits.js";
import { smallAggregate } from "../../test-support/small-models.js";
import { type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { generate } from "../generate.js";
import { type Watch, type WatchRound, watchProject } from "./watch-project.js";

/** What was Job: by its category its stored events are still found. */
const TASK = smallAggregate("Task").replace(/\}\);\n$/, '  category: "job",\n});\n');
const SLOW = { timeout: 60_000 };

interface Watched {
  readonly project: TemporaryProject;
  readonly watch: Watch;
  readonly rounds: readonly WatchRound[];
  /** Resolves with the first round from now on of which this is true; nobody asks for a round. */
  until(isIt: (round: WatchRound) => boolean): Promise<WatchRound>;
}

function watched(files: Readonly<Record<string, string>>): Watched {
  const project = temporaryProject(files);
  const rounds: WatchRound[] = [];
  const waiting = new Set<(round: WatchRound) => void>();
  const onRound = (round: WatchRound) => {
    rounds.push(round);
    for (const look of waiting) look(round);
  };
  const watch = watchProject({ folder: project.folder, onRound });
  onTestFinished(() => watch.close());
  const until = (isIt: (round: WatchRound) => boolean) =>
    new Promise<WatchRound>((resolve) => {
      const look = (round: WatchRound) => {
        if (!isIt(round)) return;
        waiting.delete(look);
        resolve(round);
      };
      waiting.add(look);
    });
  return { project, watch, rounds, until };
}

const codes = (round: WatchRound) => ("result" in round ? round.result.diagnostics.map(({ code }) => code) : undefined);
const waiting = (round: WatchRound) => ("result" in round ? round.result.waiting : []);
const changed = (round: WatchRound) => ("result" in round ? round.result.changes.map(({ file }) => file) : []);

test("whatever is edited while it is watched, and locked beside it, the files are those of a generation from nothing, but for what waits", {
  timeout: RUNS * 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(edits, fc.infiniteStream(fc.boolean()), async (bursts, locks) => {
      const { project, watch } = watched(EDITABLE_PROJECT);
      for (const burst of bursts) {
        for (const edit of burst) applyEdit(project, edit);
        const round = await watch.refresh();
        await expectAsFromNothing(project, "result" in round ? round.result.diagnostics : [], waiting(round));
        if (locks.next().value) await generate({ folder: project.folder });
      }
      await watch.close();
    }),
    { numRuns: RUNS },
  );
});

test("what is saved is not locked: a name that was half-typed is nobody's, until a plain generate", SLOW, async () => {
  const { project, watch } = watched({ "src/job.model.ts": smallAggregate("Job") });
  expect(waiting(await watch.refresh())).toEqual(["Job", "Job.Finished"]);
  await generate({ folder: project.folder });
  expect(waiting(await watch.refresh())).toEqual([]);

  const withEvent = (text: string) => smallAggregate("Job").replace("events: {", `events: { ${text},`);
  for (const half of ["St: event({})", "Started: event({ a: z.string() })", "Started: event({ at: z.int() })"]) {
    project.write("src/job.model.ts", withEvent(half));
    const round = await watch.refresh();
    expect(codes(round)).toEqual(["F1701", "F1207"]);
    expect(waiting(round)).toEqual([half.startsWith("St:") ? "Job.St" : "Job.Started"]);
  }
  expect(project.read("factum.lock/Job.json")).not.toContain("St");
  expect(project.read("src/generated/job.types.ts")).toContain("readonly at: number;");
  expect((await generate({ folder: project.folder, check: true })).changes).toEqual([
    { kind: "update", file: "factum.lock/Job.json" },
  ]);

  // From here on it is released.
  await generate({ folder: project.folder });
  project.write("src/job.model.ts", withEvent("Started: event({ at: z.string() })"));
  const refused = await watch.refresh();
  expect(codes(refused)).toEqual(["F1207", "F1405"]);
  expect(waiting(refused)).toEqual([]);
});

test("a save is seen without being told of", SLOW, async () => {
  const { project, watch, until } = watched({ "src/job.model.ts": smallAggregate("Job") });
  await watch.refresh();
  const seen = until((round) => changed(round).includes("src/generated/job.types.ts"));
  project.write("src/job.model.ts", TASK);
  await seen;
  expect(project.read("src/generated/job.types.ts")).toContain("TaskState");
});

test("a changed file that models share, over another one, changes those that use it and no other", SLOW, async () => {
  const { project, watch, until } = watched({
    ...EDITABLE_PROJECT,
    "src/limit.ts": "export const limit = 20;\n",
    "src/job.model.ts": smallAggregate("Job"),
  });
  await watch.refresh();
  const seen = until((round) => changed(round).length > 0);
  project.write("src/limit.ts", "export const limit = 1;\n");
  // The test builders have a shorter street now.
  expect(changed(await seen)).toEqual(["src/generated/a.testkit.ts", "src/generated/b.testkit.ts"]);
});

test("errors come, and go when they are mended; meanwhile nothing is written", SLOW, async () => {
  const { project, watch, until } = watched({ "src/job.model.ts": smallAggregate("Job") });
  await watch.refresh();
  const types = project.read("src/generated/job.types.ts");
  const broken = until((round) => codes(round)?.[0] === "F1001");
  project.write("src/job.model.ts", TASK.slice(0, 100));
  await broken;
  expect(project.read("src/generated/job.types.ts")).toBe(types);
  const mended = until((round) => codes(round)?.length === 0);
  project.write("src/job.model.ts", TASK);
  await mended;
  expect(project.read("src/generated/job.types.ts")).toContain("TaskState");
});

test("models that come, go and move take their generated files along", SLOW, async () => {
  const { project, watch, until } = watched({ "src/job.model.ts": smallAggregate("Job") });
  await watch.refresh();
  const come = until((round) => changed(round).length > 0);
  project.write("src/new/folder/task.model.ts", smallAggregate("Task"));
  await come;
  expect(project.files()).toContain("src/new/folder/generated/task.types.ts");
  const moved = until((round) => changed(round).includes("src/new/generated/task.types.ts"));
  renameSync(
    path.join(project.folder, "src/new/folder/task.model.ts"),
    path.join(project.folder, "src/new/task.model.ts"),
  );
  await moved;
  expect(project.files()).not.toContain("src/new/folder/generated/task.types.ts");
  const gone = until((round) => changed(round).includes("src/new/generated/task.types.ts"));
  rmSync(path.join(project.folder, "src/new"), { recursive: true });
  mkdirSync(path.join(project.folder, "src/new/generated"), { recursive: true });
  writeFileSync(
    path.join(project.folder, "src/new/generated/task.types.ts"),
    "// Generated by `factum generate` from task.model.ts. Edit the model, not this file.\n",
  );
  await gone;
  expect(project.files()).not.toContain("src/new/generated/task.types.ts");
});

test("an editor that saves by renaming leaves the generated files where they are", SLOW, async () => {
  const { project, watch, rounds, until } = watched({ "src/job.model.ts": smallAggregate("Job") });
  await watch.refresh();
  const seen = until((round) => changed(round).includes("src/generated/job.types.ts"));
  const model = path.join(project.folder, "src/job.model.ts");
  renameSync(model, `${model}~`);
  writeFileSync(model, smallAggregate("Job").replace("Finish:", "End:"));
  rmSync(`${model}~`);
  await seen;
  const kinds = rounds.flatMap((round) => ("result" in round ? round.result.changes.map(({ kind }) => kind) : []));
  expect(kinds).not.toContain("delete");
});

test("a generated file that somebody edits or deletes is put right", SLOW, async () => {
  const { project, watch, until } = watched({ "src/job.model.ts": smallAggregate("Job") });
  await watch.refresh();
  const types = project.read("src/generated/job.types.ts");
  const seen = until((round) => changed(round).length === 2);
  project.write("src/generated/job.types.ts", `${types}// mine\n`);
  rmSync(path.join(project.folder, "src/generated/job.testkit.ts"));
  await seen;
  expect(project.read("src/generated/job.types.ts")).toBe(types);
});

test("hundreds of files at once, as a branch switch changes them", { timeout: 120_000 }, async () => {
  const names = Array.from({ length: 150 }, (_, index) => index);
  const on = (branch: string) =>
    names.map((index) => [`src/m${index}.model.ts`, smallAggregate(`${branch}${index}`)] as const);
  const { project, watch } = watched(Object.fromEntries(on("Main")));
  await watch.refresh();
  await generate({ folder: project.folder });
  // The branch has a lock of its own.
  rmSync(path.join(project.folder, "factum.lock"), { recursive: true });
  for (const [file, text] of on("Other").slice(0, 100)) project.write(file, text);
  for (const index of names.slice(100)) rmSync(path.join(project.folder, `src/m${index}.model.ts`));
  for (const index of names.slice(0, 50)) project.write(`src/n${index}.model.ts`, smallAggregate(`New${index}`));
  const round = await watch.refresh();
  expect(codes(round)).toEqual([]);
  await expectAsFromNothing(project, [], waiting(round));
});

test("its own writes lead to no more writes, and to an end", SLOW, async () => {
  const { project, watch, rounds, until } = watched({ "src/job.model.ts": smallAggregate("Job") });
  await watch.refresh();
  // The folder of the generated files has changed, so that one more look is due; and then nothing is left to look at.
  await until((round) => changed(round).length === 0);
  const before = rounds.length;
  const written = await watch.refresh();
  expect(changed(written)).toEqual([]);
  expect(rounds.length).toBeLessThanOrEqual(before + 2);
  expect(project.files().filter((file) => file.includes("tmp"))).toEqual([]);
});

test("closed in the middle of an evaluation it is closed, and nothing is left", SLOW, async () => {
  const { project, watch } = watched({ "src/a.model.ts": "for (;;) {}\n" });
  const asked = watch.refresh();
  await watch.close();
  await expect(asked).rejects.toThrow("closed");
  await watch.closed;
  expect(project.files()).not.toContain("src/generated/a.types.ts");
});

test("a model that never ends is named, and the next save is looked at", SLOW, async () => {
  const project = temporaryProject({ "src/a.model.ts": "for (;;) {}\n" });
  const watch = watchProject({ folder: project.folder, timeoutSeconds: 1 });
  onTestFinished(() => watch.close());
  expect(codes(await watch.refresh())).toEqual(["F1001"]);
  project.write("src/a.model.ts", smallAggregate("A"));
  expect(codes(await watch.refresh())).toEqual([]);
});
