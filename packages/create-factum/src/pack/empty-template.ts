import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { initProject } from "@factum/codegen";
import { APP_NAME, GITIGNORE } from "../template-marks.js";
import { allFiles, type Files } from "./read-files.js";
import { readWorkspace, type WorkspaceManifest } from "./workspace.js";

/** What makes an application of a project that has models alone. */
const ADDITIONS = "packages/create-factum/template/empty";

/** Packages that the additions use, in the sample's versions. */
const ADDED = ["@hono/node-server", "hono", "pg", "tsx"];

/** What `factum init` makes, and the little code that answers over HTTP with it. */
export async function emptyTemplate(repository: string): Promise<Files> {
  const files = new Map(await initialized());
  files.set(GITIGNORE, `${files.get(".gitignore")}.data/\n`);
  files.delete(".gitignore");
  for (const [file, text] of allFiles(path.join(repository, ADDITIONS))) files.set(file, text);

  const initial = JSON.parse(files.get("package.json") ?? "{}") as WorkspaceManifest;
  const sample = readFileSync(path.join(repository, "apps/training-sample/package.json"), "utf8");
  const manifest = emptyManifest(initial, JSON.parse(sample) as WorkspaceManifest, readWorkspace(repository));
  files.set("package.json", `${JSON.stringify(manifest, undefined, 2)}\n`);
  return files;
}

async function initialized(): Promise<Files> {
  const folder = mkdtempSync(path.join(tmpdir(), "create-factum-"));
  try {
    await initProject({ folder, name: APP_NAME });
    return allFiles(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function emptyManifest(
  initial: WorkspaceManifest,
  sample: WorkspaceManifest,
  workspace: WorkspaceManifest,
): object {
  const { "@factum/testing": testing = "", ...devDependencies } = initial.devDependencies ?? {};
  const added = ADDED.map((name) => [name, sample.dependencies?.[name] ?? ""] as const);
  const dependencies = Object.entries({
    ...initial.dependencies,
    // Brings the Postgres that `npm start` runs on, where no other one is given.
    "@factum/testing": testing,
    ...Object.fromEntries(added),
  });
  return {
    ...initial,
    scripts: {
      start: "node --import tsx src/main.ts",
      ...initial.scripts,
      test: "factum generate --check && tsc --noEmit && vitest run",
    },
    dependencies: Object.fromEntries(dependencies.sort(([a], [b]) => (a < b ? -1 : 1))),
    devDependencies,
    allowScripts: workspace.allowScripts,
  };
}
