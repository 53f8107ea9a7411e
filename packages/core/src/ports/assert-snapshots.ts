import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { describeValue } from "../values/describe-value.js";
import { findUnstorable } from "../values/find-unstorable.js";
import { dataIssue } from "../values/path-issue.js";
import { assertStreamId } from "../values/stream-id.js";
import { isObject } from "./assert-appends.js";
import type { Snapshot } from "./snapshot-store.js";

/** The longest key, in characters: with the stream id it is an index entry, which Postgres limits to about 2,700 bytes. */
const MAX_KEY_LENGTH = 200;

/**
 * Refuses what no snapshot can be kept under.
 *
 * @throws {InvalidDataError} naming the stream id or the key
 */
export function assertSnapshotKey(streamId: string, key: string): void {
  assertStreamId(streamId);
  const problem = problemOf(key);
  if (problem !== undefined) {
    throw new InvalidDataError(`snapshot key ${describeValue(key)}`, [{ path: "", message: problem }]);
  }
}

/**
 * Refuses a snapshot that no store could keep exactly, before anything is sent.
 *
 * @throws {InvalidDataError} naming the stream id, the key, or the path in the snapshot
 */
export function assertSnapshot(streamId: string, key: string, snapshot: Snapshot): void {
  assertSnapshotKey(streamId, key);
  const issues = isObject(snapshot)
    ? [...issuesOfSnapshot(snapshot)]
    : [{ path: "", message: `is ${describeValue(snapshot)}, not a snapshot` }];
  if (issues.length > 0) throw new InvalidDataError(`the snapshot of "${streamId}"`, issues);
}

function* issuesOfSnapshot(snapshot: Snapshot): Iterable<DataIssue> {
  for (const path of ["version", "position"] as const) {
    if (Number.isSafeInteger(snapshot[path]) && snapshot[path] >= 1) continue;
    yield { path, message: `is ${describeValue(snapshot[path])}, not a safe integer from 1` };
  }
  for (const { path, message } of findUnstorable(snapshot.state)) {
    yield dataIssue({ path: ["state", ...path], message });
  }
}

function problemOf(key: unknown): string | undefined {
  if (typeof key !== "string") return `is ${describeValue(key)}, not a string`;
  if (key === "" || key.length > MAX_KEY_LENGTH) return `does not have 1 to ${MAX_KEY_LENGTH} characters`;
  return findUnstorable(key)[0]?.message;
}
