import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import type { Change } from "../write/plan-changes.js";
import { entryOf, type Lock } from "./lock.js";
import { isSound, type ProjectLock } from "./lock-file.js";
import { sortedJson } from "./sorted-json.js";

/**
 * What would be locked anew by changes of lock files, by the names that `--relock` knows: an event (`Training.VideoStarted`),
 * a decider (`Training.snapshots`), or an aggregate (`Training`) if anything else of it changed. Sorted.
 */
export function waitingEntries(changes: readonly Change[], { onDisk }: ProjectLock): readonly string[] {
  const names = changes.flatMap((change) => {
    const stem = path.basename(change.path, ".json");
    const present = onDisk.find((file) => file.stem === stem);
    const before = present !== undefined && isSound(present) ? present.lock : undefined;
    if (change.kind === "delete") return [stem];
    return changedEntries(before, JSON.parse(change.text) as Lock).map((part) => [stem, ...part].join("."));
  });
  return [...new Set(names)].sort(byCodePoint);
}

/** Each as its name behind the aggregate's, if it has one. */
function changedEntries(before: Lock | undefined, after: Lock): readonly (readonly string[])[] {
  const { events: eventsBefore, snapshots: snapshotsBefore, ...restBefore } = before ?? { events: {} };
  const { events, snapshots, ...rest } = after;
  const names = [...new Set([...Object.keys(eventsBefore), ...Object.keys(events)])];
  const changed = names.filter((name) => isOther(entryOf(eventsBefore, name), entryOf(events, name)));
  return [
    ...changed.map((name) => [name]),
    ...(isOther(snapshotsBefore, snapshots) ? [["snapshots"]] : []),
    ...(isOther(restBefore, rest) ? [[]] : []),
  ];
}

function isOther(before: unknown, after: unknown): boolean {
  return sortedJson(before ?? null) !== sortedJson(after ?? null);
}
