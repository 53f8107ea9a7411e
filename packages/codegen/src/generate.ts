import { byPlace, checkProject } from "./check/check-project.js";
import type { Diagnostic } from "./check/diagnostic.js";
import { applyEdits } from "./edit/apply-edits.js";
import { fileChangeOf } from "./edit/file-change.js";
import { createEmitter, type Emitter } from "./emit/emitter.js";
import { createHandlerCheck, type HandlerCheck } from "./fix/handler-check.js";
import type { FixPlan } from "./fix/plan-fix.js";
import { createFileReader, type FileReader } from "./load/cache/file-reader.js";
import { loadProject } from "./load/load-project.js";
import { shownPath } from "./load/source/model-text.js";
import { planLocks } from "./lock/plan-locks.js";
import type { Project } from "./model/project.js";
import { projectFolder } from "./project-folder.js";
import { applyChanges } from "./write/apply-changes.js";
import { planChanges } from "./write/plan-changes.js";

export interface GenerateOptions {
  /** The project's folder; models are looked for in its `src`. */
  readonly folder: string;
  /** Write nothing, only say what would change. Default false. */
  readonly check?: boolean;
  /** Append stubs of the handlers that the user's files lack. Default false: they are reported as warnings. */
  readonly fix?: boolean;
  /** How long one model may take to be evaluated. Default 60. */
  readonly timeoutSeconds?: number;
  /**
   * Parts of the lock that may change freely unless `against` has them: `Training.VideoStarted`, `Training`, or
   * `Training.snapshots`, whose decider is taken to fold as it did. Default: none.
   */
  readonly relock?: readonly string[];
  /** The git ref whose lock is protected whatever `relock` names. Default `HEAD`. */
  readonly against?: string;
  /** Gets what models print while they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
  /** Keep what was loaded below `node_modules/.cache`, and load only what changed. The result is the same. Default true. */
  readonly cache?: boolean;
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
  /** What was put into a file of the user's, by the names of handlers. */
  readonly added?: readonly string[];
}

/**
 * Model files to generated TypeScript, and their lock: load, check, emit, write.
 *
 * @throws {NoProjectError} if the folder has no `src`
 * @throws {RelockError} if a name in `relock` is not there
 * @throws {GitError} if what `relock` needs of git is not there
 * @throws {FileChangedError} if somebody changes a file of the user's while it is being fixed; that file is left alone
 * @throws {OutsideProjectError} if a link leads a generated file out of the folder
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const folder = projectFolder(options.folder);
  const files = createFileReader();
  const project = await withRelocked(await loadProject({ ...options, folder, files }), options);
  return generateFrom(project, createStages(folder, files, options.cache), options);
}

/** What may know more of a project when it is generated again. */
export interface Stages {
  readonly handlers: HandlerCheck;
  readonly emitter: Emitter;
  readonly files: FileReader;
}

/** @param cache start from what the last process left below `node_modules/.cache`, and leave the same */
export function createStages(folder: string, files: FileReader, cache = true): Stages {
  return { handlers: createHandlerCheck(folder, { cache, files }), emitter: createEmitter(folder, { cache }), files };
}

/** {@link generate} of a project that is loaded already. */
export async function generateFrom(
  project: Project,
  { handlers, emitter, files: reader }: Stages,
  options: Pick<GenerateOptions, "check" | "fix">,
): Promise<GenerateResult> {
  const { folder } = project;
  const models = project.aggregates.length + project.readModels.length + project.failures.length;
  const checked = checkProject(project);
  if (hasError(checked)) return { models, files: 0, diagnostics: checked, changes: [] };
  const fixes = options.fix === true ? await fix(project) : await handlers.find(project);
  const diagnostics = [...checked, ...fixes.diagnostics].sort(byPlace);
  if (hasError(diagnostics)) return { models, files: 0, diagnostics, changes: [] };

  const files = emitter.emit(project);
  const changes = [...planChanges(folder, files, reader), ...planLocks(project, fixes.unwritten)];
  if (options.check !== true) {
    applyEdits(folder, fixes.edits);
    applyChanges(folder, changes);
    const made = changes.filter(({ kind }) => kind === "create");
    if (made.length > 0) handlers.made(made);
  }
  return {
    models,
    files: files.filter((file) => file.owner === "generated").length,
    diagnostics,
    changes: [
      ...changes.map(({ kind, path: file }) => ({ kind, file: shownPath(folder, file) })),
      ...fixes.edits.map((edit) => fileChangeOf(folder, edit)),
    ],
  };
}

async function withRelocked(project: Project, { relock = [], against = "HEAD" }: GenerateOptions): Promise<Project> {
  if (relock.length === 0) return project;
  const { locksAt } = await import("./lock/locks-at.js");
  const { relocked } = await import("./lock/relock.js");
  const committed = locksAt(project.folder, against).files;
  return { ...project, lock: relocked(project.lock, { names: relock, committed }) };
}

/** What parses is big, and loaded only when it is needed. */
async function fix(project: Project): Promise<FixPlan> {
  const { planFix } = await import("./fix/plan-fix.js");
  return planFix(project, { write: true });
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
