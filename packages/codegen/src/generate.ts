import type { Diagnostic } from "./check/diagnostic.js";
import { createFileReader } from "./load/cache/file-reader.js";
import { loadProject } from "./load/load-project.js";
import type { Project } from "./model/project.js";
import { projectFolder } from "./project-folder.js";

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
  /**
   * What a watch left for a plain run to lock, sorted: an event (`Training.VideoStarted`), a decider
   * (`Training.snapshots`), or whatever else of an aggregate (`Training`). Empty for a plain run.
   */
  readonly waiting: readonly string[];
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
  // The process that evaluates models starts while this one loads what comes after.
  const [loaded, { createStages, generateFrom }] = await Promise.all([
    loadProject({ ...options, folder, files }),
    import("./generate-from.js"),
  ]);
  const project = await withRelocked(loaded, options);
  return generateFrom(project, createStages(folder, files, options.cache), options);
}

async function withRelocked(project: Project, { relock = [], against = "HEAD" }: GenerateOptions): Promise<Project> {
  if (relock.length === 0) return project;
  const { locksAt } = await import("./lock/locks-at.js");
  const { relocked } = await import("./lock/relock.js");
  const committed = locksAt(project.folder, against).files;
  return { ...project, lock: relocked(project.lock, { names: relock, committed }) };
}
