import { readFileSync } from "node:fs";
import path from "node:path";
import { APP_NAME } from "../template-marks.js";
import { assertStandsAlone } from "./assert-stands-alone.js";
import { allFiles, type Files, trackedFiles } from "./read-files.js";
import { rewriteReadme } from "./rewrite-readme.js";
import { rewriteSource } from "./rewrite-source.js";
import { readWorkspace, released, toolsOf, type WorkspaceManifest } from "./workspace.js";

const SAMPLE = "apps/training-sample";

/** What stands in the place of the sample's own, which are for its place in the repository. */
const OVERRIDES = "packages/create-factum/template/sample";

/** The training sample as an application that stands alone. */
export function sampleTemplate(repository: string): Files {
  const workspace = readWorkspace(repository);
  const files = new Map<string, string>();
  for (const [file, text] of trackedFiles(path.join(repository, SAMPLE))) files.set(file, rewritten(file, text));
  for (const [file, text] of allFiles(path.join(repository, OVERRIDES))) files.set(file, text);
  files.set("package.json", json(sampleManifest(JSON.parse(files.get("package.json") ?? "{}"), workspace)));
  files.set("tsconfig.json", json(ownTsconfig(repository, JSON.parse(files.get("tsconfig.json") ?? "{}"))));
  assertStandsAlone(files);
  return files;
}

function rewritten(file: string, text: string): string {
  if (file === "README.md") return rewriteReadme(text);
  return file === "package.json" || file === "tsconfig.json" ? text : rewriteSource(text);
}

/** The sample's package.json on released packages, with the tools that the repository's root has for it. */
export function sampleManifest(sample: WorkspaceManifest, workspace: WorkspaceManifest): object {
  const { start = "", demo = "", traffic = "" } = sample.scripts ?? {};
  return {
    name: APP_NAME,
    version: "0.1.0",
    private: true,
    type: "module",
    engines: workspace.engines,
    scripts: {
      start: rewriteSource(start),
      demo: rewriteSource(demo),
      traffic: rewriteSource(traffic),
      generate: "factum generate && factum docs",
      typecheck: "tsc --noEmit",
      // Who forgot to generate is told so, instead of by whatever it breaks.
      test: "factum generate --check && tsc --noEmit && vitest run --project unit --project db",
      "test:e2e": "vitest run --project e2e",
    },
    dependencies: released(sample.dependencies),
    devDependencies: sorted({
      ...released(sample.devDependencies),
      ...toolsOf(workspace, ["@types/node", "typescript", "vitest"]),
    }),
    allowScripts: workspace.allowScripts,
  };
}

interface Tsconfig {
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** The repository's options and the sample's in one file, without those for packages. */
function ownTsconfig(repository: string, sample: Tsconfig): Tsconfig {
  const base = JSON.parse(readFileSync(path.join(repository, "tsconfig.base.json"), "utf8")) as Tsconfig;
  const forPackages = ["customConditions", "declaration", "declarationMap", "sourceMap"];
  const options = Object.entries({ ...base.compilerOptions, ...sample.compilerOptions });
  return {
    compilerOptions: Object.fromEntries(options.filter(([name]) => !forPackages.includes(name))),
    ...{ include: ["src", "vitest.config.ts"] },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
