import type { Location } from "../model/model-source.js";
import type { Lock } from "./lock.js";

/** The folder of the lock files, beside `src`. */
export const LOCK_FOLDER = "factum.lock";

/** A lock file that was found; with a problem, nothing is known of what it held, and it is never overwritten. */
export type LockFile = SoundLockFile | BrokenLockFile;

export interface SoundLockFile {
  /** `Training` of `factum.lock/Training.json`. */
  readonly stem: string;
  /** Relative to the project's folder, with `/` on every system. */
  readonly file: string;
  readonly lock: Lock;
}

export interface BrokenLockFile {
  readonly stem: string;
  readonly file: string;
  /** A sentence, and what to do. */
  readonly problem: string;
  readonly hint: string;
  readonly at: Location;
}

/** What is locked, and what of it cannot be told from a model alone. */
export interface ProjectLock {
  /** What models are held to, by name: the files on disk, but for what is to be locked anew. */
  readonly files: readonly LockFile[];
  /** The files on disk, by name. */
  readonly onDisk: readonly LockFile[];
  /** Absolute path of a model file to the hash of its decider, where that has one. */
  readonly deciderHashes: ReadonlyMap<string, string>;
}

export function isSound(file: LockFile): file is SoundLockFile {
  return "lock" in file;
}

/** The lock file of an aggregate of this name. */
export function lockFileOf(name: string): string {
  return `${LOCK_FOLDER}/${name}.json`;
}
