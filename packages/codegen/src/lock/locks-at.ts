import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import { GitError } from "./git-error.js";
import { LOCK_FOLDER, type LockFile } from "./lock-file.js";
import { parseLock } from "./parse-lock.js";
import { runGit } from "./run-git.js";

/** The lock files of a commit. */
export interface CommittedLocks {
  readonly ref: string;
  /** The commit's hash. */
  readonly commit: string;
  /** By name; none if the commit has no lock. */
  readonly files: readonly LockFile[];
}

/**
 * The lock files of a project's folder as a git ref has them.
 *
 * @throws {GitError} if there is no git, no repository, or no such ref
 */
export function locksAt(folder: string, ref: string): CommittedLocks {
  const commit = commitOf(folder, ref);
  const listed = runGit(folder, ["ls-tree", "-z", commit, `${LOCK_FOLDER}/`]).out ?? "";
  const files = listed.split("\0").flatMap((line) => {
    const [, hash = "", name = ""] = /^\d+ blob ([0-9a-f]+)\t(.+)$/.exec(line) ?? [];
    return name.endsWith(".json") ? [{ hash, stem: path.posix.basename(name, ".json") }] : [];
  });
  return {
    ref,
    commit,
    files: files
      .sort((a, b) => byCodePoint(a.stem, b.stem))
      .map(({ hash, stem }) => parseLock(stem, runGit(folder, ["cat-file", "blob", hash]).out ?? "")),
  };
}

function commitOf(folder: string, ref: string): string {
  const repository = runGit(folder, ["rev-parse", "--git-dir"]);
  if (repository.out === undefined) {
    throw new GitError(`There is no git repository to look for ${ref} in. ${repository.problem}`, ref);
  }
  // A name that begins with - would be taken for an option.
  const commit = /^[^-]/.test(ref) ? resolved(folder, ref) : undefined;
  if (commit !== undefined) return commit;
  const remote = `origin/${ref}`;
  if (/^[^-]/.test(ref) && resolved(folder, remote) !== undefined) {
    throw new GitError(`There is no ${ref} in this repository. Did you mean ${remote}?`, ref);
  }
  const isShallow = runGit(folder, ["rev-parse", "--is-shallow-repository"]).out?.trim() === "true";
  const wayOut = isShallow
    ? `The clone is shallow: fetch it first, e.g. \`git fetch --depth=1 origin ${ref}\`, and name FETCH_HEAD.`
    : "Name a branch, a tag or a commit that is there (`--against`); `git fetch` brings those of others.";
  throw new GitError(`There is no ${ref} in this repository. ${wayOut}`, ref);
}

function resolved(folder: string, ref: string): string | undefined {
  return runGit(folder, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]).out?.trim();
}
