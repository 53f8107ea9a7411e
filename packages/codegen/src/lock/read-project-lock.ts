import type { ProjectAggregate } from "../model/project.js";
import type { ProjectLock } from "./lock-file.js";
import { lockOf } from "./lock-of.js";
import { readLocks } from "./read-locks.js";

/** What is locked in a project's folder. */
export async function readProjectLock(
  folder: string,
  aggregates: readonly ProjectAggregate[],
  deciderHashes: ProjectLock["deciderHashes"],
): Promise<ProjectLock> {
  const sound = aggregates.filter(({ model }) => model.malformed.length === 0);
  const expected = sound.map(({ file, model }) => [model.name, lockOf(model, deciderHashes.get(file.path))] as const);
  const onDisk = await readLocks(folder, new Map(expected));
  return { files: onDisk, onDisk, deciderHashes };
}
