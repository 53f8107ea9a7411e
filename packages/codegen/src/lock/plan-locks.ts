import path from "node:path";
import type { Project } from "../model/project.js";
import type { Change } from "../write/plan-changes.js";
import { isSound, lockFileOf } from "./lock-file.js";
import { lockFor } from "./lock-for.js";
import { lockText } from "./lock-text.js";
import { nextLock } from "./next-lock.js";

/**
 * The lock files that differ from what the models are now. How a file is formatted does not count, so that nobody's
 * formatter is fought with. The project has passed its checks.
 *
 * @param unwritten models whose deciders lack handlers: such a decider has folded nothing yet, and is not hashed
 */
export function planLocks(project: Project, unwritten: ReadonlySet<string> = new Set()): readonly Change[] {
  const { folder, aggregates, lock } = project;
  const writes = aggregates.flatMap((entry): readonly Change[] => {
    const known = lockFor(project, entry);
    const before = known !== undefined && isSound(known) ? known.lock : undefined;
    const hash = unwritten.has(entry.model.name) ? undefined : lock.deciderHashes.get(entry.file.path);
    const text = lockText(nextLock(entry.model, hash, before));
    const target = path.join(folder, lockFileOf(entry.model.name));
    const present = lock.onDisk.find(({ stem }) => stem === entry.model.name);
    if (present === undefined) return [{ kind: "create", path: target, text }];
    return isSound(present) && lockText(present.lock) === text ? [] : [{ kind: "update", path: target, text }];
  });
  const left = lock.onDisk.filter(({ stem }) => !aggregates.some(({ model }) => model.name === stem));
  const deletes = left.map(({ file }): Change => ({ kind: "delete", path: path.join(folder, file), text: "" }));
  // Deleted first: where the case of names does not count, the file of a new name may be that of the old one.
  return [...deletes, ...writes];
}
