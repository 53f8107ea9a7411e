import { spawnSync } from "node:child_process";
import { GitError } from "./git-error.js";

/** What a hook sets for the repository that it runs in; the folder says which repository is meant. */
const OF_HOOKS = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"];

export interface GitRun {
  /** What it printed; undefined if it failed. */
  readonly out: string | undefined;
  /** What it complained of. */
  readonly problem: string;
}

/**
 * Runs git in a folder.
 *
 * @throws {GitError} if there is no git
 */
export function runGit(folder: string, args: readonly string[]): GitRun {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_HOOKS.includes(name)));
  const run = spawnSync("git", args, { cwd: folder, env, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (run.error !== undefined) {
    throw new GitError(`git could not be run: ${run.error.message}. Install it, and have it on the PATH.`, undefined, {
      cause: run.error,
    });
  }
  return { out: run.status === 0 ? run.stdout : undefined, problem: run.stderr.trim() };
}
