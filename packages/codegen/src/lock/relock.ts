import { FactumError } from "@factum/core/errors";
import { byCodePoint } from "../model/code-point-order.js";
import { entryOf, LOCK_FORMAT, type Lock } from "./lock.js";
import { isSound, type LockFile, type ProjectLock } from "./lock-file.js";

/** A name given to be locked anew is not there, or not to be locked anew. */
export class RelockError extends FactumError {
  readonly code = "relock";
  /** As it was given. */
  readonly given: string;

  constructor(given: string, message: string) {
    super(`Cannot lock ${JSON.stringify(given)} anew: ${message}`);
    this.given = given;
  }
}

interface RelockOptions {
  /** `Training.VideoStarted` for an event, `Training.snapshots` for the decider, `Training` for all of an aggregate. */
  readonly names: readonly string[];
  /** The lock files that are protected still: those of the last commit, say. */
  readonly committed: readonly LockFile[];
}

/**
 * What is locked, but for the named parts: of them only what was committed counts, so that whatever was written into the
 * lock since then may change freely.
 *
 * For `snapshots` the decider's hash is forgotten: it is the word of a person that `evolve` comes to the same states.
 *
 * @throws {RelockError}
 */
export function relocked(lock: ProjectLock, options: RelockOptions): ProjectLock {
  let { files } = lock;
  for (const name of options.names) files = relockedFiles(files, name, options);
  return { ...lock, files };
}

function relockedFiles(files: readonly LockFile[], given: string, options: RelockOptions): readonly LockFile[] {
  const [aggregate = "", part, ...more] = given.split(".");
  const present = files.find(({ stem }) => stem === aggregate);
  const committed = committedFor(present, aggregate, options.committed);
  if (committed !== undefined && !isSound(committed)) {
    throw new RelockError(given, `in the commit, ${committed.problem}`);
  }
  if (more.length > 0 || present === undefined) throw new RelockError(given, whatThereIs(files));
  if (part === undefined) return replaced(files, present, committed);
  if (!isSound(present)) throw new RelockError(given, `${present.problem} ${present.hint}`);
  const { lock } = present;
  if (part === "snapshots") {
    if (lock.snapshots === undefined) throw new RelockError(given, `${aggregate} has no snapshots in its lock.`);
    const { decider: _, ...snapshots } = lock.snapshots;
    return replaced(files, present, { ...present, lock: { ...lock, snapshots } });
  }
  const locked = entryOf(lock.events, part);
  if (locked === undefined) throw new RelockError(given, eventsOf(lock));
  const { [part]: _, ...others } = lock.events;
  // What it was called when it was committed is protected, too; so is what was renamed to it since.
  const names = [part, ...(locked.aliases ?? [])];
  const before = Object.entries(committed?.lock.events ?? {}).filter(([name]) => names.includes(name));
  const events = { ...others, ...Object.fromEntries(before) };
  return replaced(files, present, { ...present, lock: { ...lock, format: LOCK_FORMAT, events } });
}

/** What was committed of an aggregate: under its name, or under one that it had before, by its category. */
function committedFor(
  present: LockFile | undefined,
  aggregate: string,
  committed: readonly LockFile[],
): LockFile | undefined {
  const own = committed.find(({ stem }) => stem === aggregate);
  if (own !== undefined || present === undefined || !isSound(present)) return own;
  return committed.find((file) => isSound(file) && file.lock.category === present.lock.category);
}

/** A file that is not there any more still has its place: then all that it held may change. */
function replaced(files: readonly LockFile[], file: LockFile, by: LockFile | undefined): readonly LockFile[] {
  return files.flatMap((other) => (other === file ? (by ?? []) : other));
}

function whatThereIs(files: readonly LockFile[]): string {
  if (files.length === 0) return "nothing is locked.";
  const names = files.map(({ stem }) => stem).join(", ");
  return `name an aggregate (${names}), one of its events (Aggregate.Event), or Aggregate.snapshots.`;
}

function eventsOf({ name, events }: Lock): string {
  const names = Object.keys(events).sort(byCodePoint).join(", ");
  return `the lock of ${name} has no such event. There are: ${names || "none"}.`;
}
