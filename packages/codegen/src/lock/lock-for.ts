import { oncePer } from "../model/once-per.js";
import type { ProjectAggregate } from "../model/project.js";
import { isSound, type LockFile, type ProjectLock } from "./lock-file.js";

/** Who shares a lock: the aggregates of a project, and its lock files. */
interface Locked {
  readonly aggregates: readonly ProjectAggregate[];
  readonly lock: ProjectLock;
}

/** The lock file of an aggregate: that of its name, or of a name that it had before, by its category. */
export function lockFor({ aggregates, lock }: Locked, { model }: ProjectAggregate): LockFile | undefined {
  const own = filesByStem(lock.files).get(model.name);
  if (own !== undefined) return own;
  const names = aggregates.map((other) => other.model.name);
  return lock.files.find(
    (file) => isSound(file) && file.lock.category === model.category && !names.includes(file.lock.name),
  );
}

const filesByStem = oncePer((files: readonly LockFile[]) => new Map(files.map((file) => [file.stem, file])));

/** The lock files that no aggregate has. */
export function locksWithoutModel({ aggregates, lock }: Locked): readonly LockFile[] {
  const used = new Set(aggregates.map((aggregate) => lockFor({ aggregates, lock }, aggregate)));
  return lock.files.filter((file) => !used.has(file));
}
