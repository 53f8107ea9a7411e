import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** Root of this repository. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** A project in a temporary folder, with the repository's packages installed; deleted when the test is finished. */
export interface TemporaryProject {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Every file below the folder, by path, packages excepted. */
  files(): readonly string[];
  /** Runs one of the repository's tools, or a file of the project, with node. */
  node(args: readonly string[], environment?: NodeJS.ProcessEnv): { code: number | null; output: string };
}

export function temporaryProject(files: Readonly<Record<string, string>> = {}): TemporaryProject {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "factum-codegen-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  linkPackages(path.join(folder, "node_modules"));
  const project: TemporaryProject = {
    folder,
    write(file, text) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    },
    read: (file) => readFileSync(path.join(folder, file), "utf8"),
    files: () =>
      filesBelow(folder)
        .map((file) => path.relative(folder, file).split(path.sep).join("/"))
        .sort(),
    node(args, environment = process.env) {
      const run = spawnSync(process.execPath, args, { cwd: folder, env: environment, encoding: "utf8" });
      return { code: run.status, output: `${run.stdout}${run.stderr}` };
    },
  };
  project.write("package.json", '{ "type": "module" }\n');
  project.write("src/.keep", "");
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  return project;
}

/** A `node_modules` of the project's own, so that what is kept in it goes when the project goes. */
function linkPackages(folder: string): void {
  mkdirSync(folder);
  const packages = path.join(REPOSITORY, "node_modules");
  for (const name of readdirSync(packages)) {
    if (!name.startsWith(".")) symlinkSync(path.join(packages, name), path.join(folder, name), "junction");
  }
}

/** The fixture project, which has everything that a model can hold. */
export function fixtureProject(): TemporaryProject {
  const project = temporaryProject();
  cpSync(fileURLToPath(new URL("./fixture", import.meta.url)), project.folder, { recursive: true });
  return project;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.name === "node_modules") return [];
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
}
