import type { ProjectLock } from "./lock-file.js";
import { readLocks } from "./read-locks.js";

/** What is locked in a project's folder. */
export function readProjectLock(folder: string, deciderHashes: ProjectLock["deciderHashes"]): ProjectLock {
  const onDisk = readLocks(folder);
  return { files: onDisk, onDisk, deciderHashes };
}
