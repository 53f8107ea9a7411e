import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { checkProject } from "./check/check-project.js";
import type { Diagnostic } from "./check/diagnostic.js";
import { emitProject } from "./emit/emit-project.js";
import { loadProject } from "./load/load-project.js";
import { shownPath } from "./load/source/model-text.js";
import { NoProjectError } from "./no-project-error.js";
import { applyChanges } from "./write/apply-changes.js";
import { planChanges } from "./write/plan-changes.js";

export interface GenerateOptions {
  /** The project's folder; models are looked for in its `src`. */
  readonly folder: string;
  /** Write nothing, only say what would change. Default false. */
  readonly check?: boolean;
  /** How long one model may take to be evaluated. Default 60. */
  readonly timeoutSeconds?: number;
  /** Gets what models print while they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

export interface GenerateResult {
  readonly models: number;
  /** How many files the models lead to; 0 if a diagnostic is an error. */
  readonly files: number;
  /** By place. With one error among them nothing is written. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was changed, or with `check` what would be. */
  readonly changes: readonly FileChange[];
}

export interface FileChange {
  readonly kind: "create" | "update" | "delete";
  /** Relative to the project's folder, with `/` on every system. */
  readonly file: string;
}

/**
 * Model files to generated TypeScript: load, check, emit, write.
 *
 * @throws {NoProjectError} if the folder has no `src`
 * @throws {OutsideProjectError} if a link leads a generated file out of the folder
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const folder = projectFolder(options.folder);
  const project = await loadProject({ ...options, folder });
  const models = project.aggregates.length + project.readModels.length + project.failures.length;
  const diagnostics = checkProject(project);
  if (diagnostics.some(({ severity }) => severity === "error")) return { models, files: 0, diagnostics, changes: [] };

  const files = emitProject(project);
  const changes = planChanges(folder, files);
  if (options.check !== true) applyChanges(folder, changes);
  return {
    models,
    files: files.filter((file) => file.owner === "generated").length,
    diagnostics,
    changes: changes.map(({ kind, path: file }) => ({ kind, file: shownPath(folder, file) })),
  };
}

/** Absolute and without links, so that paths of the same file are equal wherever they come from. */
function projectFolder(given: string): string {
  const folder = path.resolve(given);
  if (!existsSync(path.join(folder, "src"))) throw new NoProjectError(folder);
  return realpathSync(folder);
}
