import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const COMMAND = fileURLToPath(new URL("../bin/factum.js", import.meta.url));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project in a temporary folder, and the real command to run in it; deleted when the test is finished. */
export interface CliProject {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  factum(...args: readonly string[]): Run;
  /** {@link factum} with more in its environment. */
  factumIn(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Run;
}

/** @param files its models, path to text; one that is sound unless told */
export function cliProject(files: Readonly<Record<string, string>> = { "src/job.model.ts": MODEL }): CliProject {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "factum-cli-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "junction");
  const project: CliProject = {
    folder,
    write(file, text) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    },
    read: (file) => readFileSync(path.join(folder, file), "utf8"),
    factum: (...args) => project.factumIn({}, ...args),
    factumIn(environment, ...args) {
      // Tests run on GitHub too, where the command would say so.
      const { GITHUB_ACTIONS: _runner, GITHUB_WORKSPACE: _repository, ...surroundings } = process.env;
      const env = { ...surroundings, ...environment };
      const run = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: "utf8", env });
      return { code: run.status, out: run.stdout, err: run.stderr };
    },
  };
  project.write("package.json", '{ "type": "module" }\n');
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  return project;
}

export const MODEL = `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

export default aggregate("Job", {
  id: z.uuid().lowercase(),
  state: z.object({ done: z.boolean() }),
  initialState: { done: false },
  events: { Finished: event({}) },
  commands: { Finish: { data: {}, emits: ["Finished"] } },
});
`;
