import { existsSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { applyEdits } from "../edit/apply-edits.js";
import { createFileEdits, type FileEdits } from "../edit/file-edits.js";
import { findModelFiles } from "../load/find-model-files.js";
import { assertTypeName } from "./add-aggregate.js";
import { planFirstAggregate } from "./first-aggregate.js";
import {
  assertNodeVersion,
  assertPackageName,
  assertUsableFolder,
  packageNameFor,
  readManifest,
} from "./init-checks.js";
import { GITIGNORE, manifestAdvice, manifestText, TSCONFIG, VITEST_CONFIG } from "./init-texts.js";
import { ScaffoldError } from "./scaffold-error.js";
import { changeOf, type ScaffoldResult } from "./scaffolding.js";
import { tsconfigAdvice } from "./tsconfig-advice.js";

export interface InitOptions {
  /** Made if it is not there. */
  readonly folder: string;
  /** The package's. Default: made from the folder's. */
  readonly name?: string;
  /** The first aggregate, without fields. Default: `Task`, with a title; none in a project that has models. */
  readonly aggregate?: string;
  /** Go on in a folder that holds files, but no package. Default false. */
  readonly yes?: boolean;
  /** Write nothing, only say what would be written. Default false. */
  readonly dryRun?: boolean;
}

/**
 * Makes a project, or adds the files that a package lacks to be one. No file that is there is changed.
 *
 * @throws {ScaffoldError} if it cannot be made here; then nothing was written
 */
export function initProject(options: InitOptions): ScaffoldResult {
  assertNodeVersion(process.versions.node);
  if (options.name !== undefined) assertPackageName(options.name);
  if (options.aggregate !== undefined) assertTypeName("aggregate", options.aggregate);
  const given = path.resolve(options.folder);
  assertUsableFolder(given, options.folder, options.yes === true);
  const folder = existsSync(given) ? realpathSync(given) : given;
  const manifest = readManifest(folder);

  const edits = createFileEdits();
  const kept = planFiles(folder, options.name ?? packageNameFor(path.basename(folder)), edits);
  const hasModels = findModelFiles(folder).length > 0;
  if (!hasModels) planFirstAggregate(folder, options.aggregate, edits);
  else if (options.aggregate !== undefined) {
    const command = `npx factum add aggregate ${options.aggregate}`;
    throw new ScaffoldError("The project has models already; nothing was written.", `\`${command}\` adds another.`);
  }

  const changes = edits.all().map((edit) => changeOf(folder, edit));
  const advice = manifest === undefined ? [] : manifestAdvice(manifest);
  const notes = [
    ...(kept.length === 0 ? [] : [`Left as they are: ${kept.join(", ")}.`]),
    ...(hasModels ? ["The project has models already: no aggregate was added."] : []),
    ...tsconfigAdvice(folder),
    nextSteps(options.folder, [...advice, ...(manifest === undefined ? ["npm install"] : []), "npm test"]),
  ];
  if (options.dryRun !== true) {
    mkdirSync(folder, { recursive: true });
    applyEdits(folder, edits.all());
  }
  return { changes, notes, generated: undefined };
}

/** @returns the files that are there already */
function planFiles(folder: string, name: string, edits: FileEdits): readonly string[] {
  const kept: string[] = [];
  const plan = (file: string, text: string, instead = [file]) => {
    const there = instead.filter((each) => existsSync(path.join(folder, each)));
    if (there.length === 0) edits.create(path.join(folder, file), text);
    kept.push(...there);
  };
  plan("package.json", manifestText(name));
  plan("tsconfig.json", TSCONFIG);
  plan(".gitignore", GITIGNORE);
  plan("vitest.config.ts", VITEST_CONFIG, testConfigs(folder) ?? ["vitest.config.ts"]);
  return kept;
}

/** Vitest takes its configuration from Vite's, if it has none of its own. */
function testConfigs(folder: string): string[] | undefined {
  if (!existsSync(folder)) return undefined;
  const found = readdirSync(folder).filter((name) => /^vite(st)?\.config\.[cm]?[jt]s$/.test(name));
  return found.length === 0 ? undefined : found.sort();
}

function nextSteps(folder: string, commands: readonly string[]): string {
  const all =
    folder === "." ? commands : [`cd ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}`, ...commands];
  return `Next:\n\n${all.map((command) => `    ${command}\n`).join("")}`;
}
