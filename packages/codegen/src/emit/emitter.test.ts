import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { projectOf } from "../../test-support/project-of.js";
import { smallAggregate } from "../../test-support/small-models.js";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { hashOfBytes } from "../load/cache/file-reader.js";
import type { Project } from "../model/project.js";
import { readEmissionMemory } from "./emission-memory.js";
import { emitProject } from "./emit-project.js";
import { createEmitter } from "./emitter.js";

const MODEL = smallAggregate("Job");
const JOB = { "src/job.model.ts": MODEL };

function emitterIn(folder: string, cache = true) {
  return createEmitter(folder, { cache });
}

function kept(folder: string): readonly string[] {
  const cache = path.join(folder, "node_modules/.cache/factum");
  return readdirSync(cache).map((name) => path.join(cache, name));
}

/** What is emitted, and known of it beforehand, has to be what emission from nothing comes to. */
function expectAsFromNothing(folder: string, project: Project): void {
  const emitted = emitterIn(folder).emit(project);
  const expected = emitProject(project);
  expect(emitted.map(({ path, owner, text }) => ({ path, owner, text }))).toEqual(expected);
  for (const { hash, text } of emitted) expect(hash ?? hashOfBytes(text)).toBe(hashOfBytes(text));
}

test("whatever an aggregate's files are made of, another of it is known to lead to other files", () => {
  const { folder } = temporaryProject();
  for (const files of [
    JOB,
    { "src/job.model.ts": MODEL.replace("export default", "/** What somebody does. */\nexport default") },
    { "src/job.model.ts": MODEL.replace("Finished: event", "/** It is done. */\n    Finished: event") },
    { "src/job.model.ts": MODEL.replace("event({})", "event({ by: z.string() })") },
    { "src/job.model.ts": MODEL.replace("event({})", 'event({ by: z.string().meta({ examples: ["me"] }) })') },
    { "src/job.model.ts": MODEL.replaceAll("Job", "Task") },
    { "src/task.model.ts": MODEL },
    { "src/deep/job.model.ts": MODEL },
    { "src/job.model.ts": MODEL, "src/other.model.ts": smallAggregate("Other") },
    JOB,
  ]) {
    expectAsFromNothing(folder, projectOf(files));
    // And once more, of what was kept.
    expectAsFromNothing(folder, projectOf(files));
  }
});

test("of a model that is as it was no text is made, until somebody asks", () => {
  const { folder } = temporaryProject();
  emitterIn(folder).emit(projectOf(JOB));
  const [file = ""] = kept(folder);
  const memory = readFileSync(file, "utf8");
  // The texts that this process made are those of another project; these are known by their hashes alone.
  const project = projectOf(JOB);
  const unread = {
    ...project,
    aggregates: project.aggregates.map((entry) => ({
      ...entry,
      source: { ...entry.source, docOf: () => expect.fail("a text is made") },
    })),
  };
  const emitted = emitterIn(folder).emit(unread);
  expect(emitted.map(({ hash }) => typeof hash)).toEqual(["string", "string", "string", "string", "undefined"]);
  expect(() => emitted[0]?.text).toThrow("a text is made");
  expect(readFileSync(file, "utf8")).toBe(memory);
});

test("what was emitted by other code, or is not as it was written, is not known", () => {
  const { folder } = temporaryProject();
  const project = projectOf(JOB);
  emitterIn(folder).emit(project);
  const [file = ""] = kept(folder);
  const text = readFileSync(file, "utf8");
  const body = text.slice(text.indexOf("\n") + 1);
  const signed = (other: string) => `factum-emitted-1 ${hashOfBytes(other)}\n${other}`;
  const { tools } = JSON.parse(body) as { tools: string };
  // A hash that no text has: whoever believes it would leave a file as it is.
  const lie = body.replaceAll(/"hash":"[^"]+"/g, '"hash":"lie"');
  for (const other of [text.replace("Job", "Job2"), signed(lie.replace(tools, "others")), signed("[]"), ""]) {
    writeFileSync(file, other);
    expectAsFromNothing(folder, project);
  }
  for (const other of [
    "null",
    "{}",
    body.replace('"generated"', '"nobody"'),
    body.replace(/"made":"[^"]+"/, '"made":1'),
  ]) {
    writeFileSync(file, signed(other));
    expect(readEmissionMemory(file)).toBeUndefined();
  }
  // The control: with the right tools it is believed.
  writeFileSync(file, signed(lie));
  expect(emitterIn(folder).emit(project)[0]?.hash).toBe("lie");
});

test("without node_modules, or when told, nothing is kept", () => {
  const { folder } = temporaryProject();
  emitterIn(folder, false).emit(projectOf(JOB));
  expect(() => kept(folder)).toThrow("ENOENT");
});
