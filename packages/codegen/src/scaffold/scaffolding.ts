import { checkProject } from "../check/check-project.js";
import type { Diagnostic } from "../check/diagnostic.js";
import { formatDiagnostic } from "../check/format-diagnostic.js";
import { applyEdits } from "../edit/apply-edits.js";
import { createFileEdits, type FileEdit, type FileEdits } from "../edit/file-edits.js";
import { openUserFiles, type UserFiles } from "../edit/user-file.js";
import { type GenerateResult, generate } from "../generate.js";
import { loadProject } from "../load/load-project.js";
import { shownPath } from "../load/source/model-text.js";
import type { Project } from "../model/project.js";
import { projectFolder } from "../project-folder.js";
import { ScaffoldError } from "./scaffold-error.js";

export interface ScaffoldOptions {
  /** The project's folder. */
  readonly folder: string;
  /** Write nothing, only say what would be written. Default false. */
  readonly dryRun?: boolean;
  /** Gets what models print while they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

export interface ScaffoldResult {
  /** What was written by hand, so to speak; generated files are in `generated`. */
  readonly changes: readonly ScaffoldChange[];
  /** What is left to do, and what was left alone: sentences, or code to paste. */
  readonly notes: readonly string[];
  /** What `generate` did afterwards; undefined if it did not run. */
  readonly generated: GenerateResult | undefined;
}

export interface ScaffoldChange {
  readonly kind: "create" | "update";
  /** Relative to the project's folder, with `/` on every system. */
  readonly file: string;
  /** The text of a new file; of a file that was there, the pieces put into it. */
  readonly inserted: readonly string[];
}

/** A project on its way to have something added: loaded, sound, and with what is to be written so far. */
export interface Scaffolding {
  readonly project: Project;
  readonly files: UserFiles;
  readonly edits: FileEdits;
}

/**
 * @throws {NoProjectError} if the folder has no `src`
 * @throws {ScaffoldError} if its models have errors already
 */
export async function openScaffolding(options: ScaffoldOptions): Promise<Scaffolding> {
  const folder = projectFolder(options.folder);
  const { onOutput } = options;
  const project = await loadProject({ folder, ...(onOutput === undefined ? {} : { onOutput }) });
  const errors = errorsOf(checkProject(project));
  if (errors.length > 0) {
    throw new ScaffoldError(
      `${errors.map((error) => formatDiagnostic(error)).join("\n")}\nMend this first; nothing was written.`,
    );
  }
  return { project, files: openUserFiles(), edits: createFileEdits() };
}

/** What `generate` would say of the project with the addition. @throws {ScaffoldError} if that is an error */
export function assertSound(project: Project): void {
  const [error] = errorsOf(checkProject(project));
  if (error !== undefined) throw new ScaffoldError(error.message, error.hint);
}

/** Writes what was gathered, and generates. */
export async function finish(
  { project, edits }: Scaffolding,
  options: ScaffoldOptions,
  notes: readonly string[],
): Promise<ScaffoldResult> {
  const { folder } = project;
  const changes = edits.all().map((edit) => changeOf(folder, edit));
  if (options.dryRun === true) return { changes, notes, generated: undefined };
  applyEdits(folder, edits.all());
  const { onOutput } = options;
  const generated = await generate({ folder, ...(onOutput === undefined ? {} : { onOutput }) });
  return { changes, notes, generated };
}

export function changeOf(folder: string, { path, before, insertions }: FileEdit): ScaffoldChange {
  return {
    kind: before === undefined ? "create" : "update",
    file: shownPath(folder, path),
    inserted: insertions.map(({ text }) => text),
  };
}

export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}
