import { checkProject } from "./check/check-project.js";
import type { Diagnostic } from "./check/diagnostic.js";
import { loadProject } from "./load/load-project.js";
import type { Change } from "./lock/compare/change.js";
import { compareLocks } from "./lock/compare/compare-locks.js";
import { GitError } from "./lock/git-error.js";
import { isSound, type LockFile, type SoundLockFile } from "./lock/lock-file.js";
import { lockFor, locksWithoutModel } from "./lock/lock-for.js";
import { lockOf } from "./lock/lock-of.js";
import { locksAt } from "./lock/locks-at.js";
import type { Location } from "./model/model-source.js";
import type { Project, ProjectAggregate } from "./model/project.js";
import { projectFolder } from "./project-folder.js";

export interface BreakingOptions {
  /** The project's folder; models are looked for in its `src`. */
  readonly folder: string;
  /** The git ref with which today's models are compared. Default `main`. */
  readonly against?: string;
  /** How long one model may take to be evaluated. Default 60. */
  readonly timeoutSeconds?: number;
  /** Gets what models print while they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

export interface BreakingResult {
  /** What is wrong with the models themselves. With one error among them nothing was compared. */
  readonly diagnostics: readonly Diagnostic[];
  readonly against: string;
  /** The commit's hash. */
  readonly commit: string;
  /** The aggregates in which something changed, by name. */
  readonly aggregates: readonly AggregateChanges[];
}

/** What changed in an aggregate since the commit. */
export interface AggregateChanges {
  readonly name: string;
  readonly changes: readonly LocatedChange[];
}

/** A change, and the place in the model file where it is to be seen; in the lock file, if the model is gone. */
export interface LocatedChange extends Change {
  readonly location: Location;
}

/**
 * What changed for stored events since a git ref, and whether they can still be read: the lock files there, against the
 * models here.
 *
 * @throws {NoProjectError} if the folder has no `src`
 * @throws {GitError} if there is no git, no such ref, or no lock to be read there
 */
export async function findBreaking(options: BreakingOptions): Promise<BreakingResult> {
  const folder = projectFolder(options.folder);
  const { ref: against, commit, files } = locksAt(folder, options.against ?? "main");
  if (files.length === 0) {
    throw new GitError(
      `${against} has no lock for this folder (factum.lock), so there is nothing to compare with. ` +
        "Run `npx factum generate` there, and commit what it writes.",
      against,
    );
  }
  for (const file of files) {
    if (!isSound(file)) throw new GitError(`In ${against}, ${file.problem} ${file.hint}`, against);
  }
  const project = await loadProject({ ...options, folder });
  // Those of the lock on disk are about another comparison.
  const diagnostics = checkProject(project).filter(
    ({ code, severity }) => severity === "error" && !LOCK_CODE.test(code),
  );
  const isBroken = diagnostics.length > 0;
  return { diagnostics, against, commit, aggregates: isBroken ? [] : changesOf(project, files) };
}

const LOCK_CODE = /^F140[1-7]$/;

function changesOf(project: Project, files: readonly LockFile[]): readonly AggregateChanges[] {
  const lock = { ...project.lock, files };
  const present = project.aggregates.map((entry) => {
    const before = lockFor({ aggregates: project.aggregates, lock }, entry);
    const now = lockOf(entry.model, lock.deciderHashes.get(entry.file.path));
    const isKnown = before !== undefined && isSound(before);
    const changes = isKnown ? compareLocks(before.lock, now) : [added(entry)];
    const located = changes.map((change) => ({ ...change, location: entry.source.locationOf(change.path) }));
    return { name: entry.model.name, changes: located };
  });
  const gone = locksWithoutModel({ aggregates: project.aggregates, lock }).flatMap((file) =>
    isSound(file) ? [{ name: file.lock.name, changes: [removed(file)] }] : [],
  );
  return [...present, ...gone].filter(({ changes }) => changes.length > 0);
}

function added({ model }: ProjectAggregate): Change {
  return { code: "F1402", verdict: "fine", message: `The aggregate ${model.name} is new.`, path: [] };
}

function removed({ file, lock: { name } }: SoundLockFile): LocatedChange {
  const message = `The aggregate ${name} is gone, but its events may be stored.`;
  const hint = "Keep its model, without commands and with its events retired.";
  const location = { file, line: 1, column: 1, length: 1, text: "{" };
  return { code: "F1402", verdict: "error", message, hint, path: [], location };
}
