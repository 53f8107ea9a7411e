import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { dataPath } from "../values/data-path.js";
import { describeKind } from "../values/describe-kind.js";
import { describeValue } from "../values/describe-value.js";
import { findUnstorable } from "../values/find-unstorable.js";
import { assertStreamId } from "../values/stream-id.js";
import type { Append, NewEvent } from "./event-store.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_TYPE_LENGTH = 200;

/**
 * Refuses appends that no store could keep exactly, before anything is sent.
 *
 * @throws {InvalidDataError} naming the stream and the path in the append
 */
export function assertAppends(appends: readonly Append[]): void {
  assertIs(Array.isArray(appends), "the appends", appends, "an array of appends");
  for (const append of appends) {
    assertIs(isObject(append), "an append", append, "an append");
    assertStreamId(append.streamId);
    const subject = `the append to "${append.streamId}"`;
    assertIs(Array.isArray(append.events), subject, append.events, "an array of events", "events");
    const issues = [
      ...issuesOfTerms(append),
      ...append.events.flatMap(issuesOfEvent),
      ...issuesOfRepeats(append.events),
    ];
    if (issues.length > 0) throw new InvalidDataError(subject, issues);
  }
}

/** Types keep their promises only in TypeScript; what is not even of the right kind is refused here, with words. */
function assertIs(is: boolean, subject: string, value: unknown, expected: string, path = ""): void {
  if (!is) throw new InvalidDataError(subject, [{ path, message: `is ${describeKind(value)}, not ${expected}` }]);
}

function* issuesOfTerms({ expectedVersion, appendId }: Append): Iterable<DataIssue> {
  const named = expectedVersion === "any" || expectedVersion === "no-stream" || expectedVersion === "stream-exists";
  if (!named && !(Number.isSafeInteger(expectedVersion) && expectedVersion >= 0)) {
    const message = `is ${describeValue(expectedVersion)}; give a version from 0, "no-stream", "stream-exists" or "any"`;
    yield { path: "expectedVersion", message };
  }
  if (appendId !== undefined && !isUuid(appendId)) yield { path: "appendId", message: "is not a lower-case UUID" };
}

function* issuesOfRepeats(events: readonly NewEvent[]): Iterable<DataIssue> {
  const seen = new Set<string>();
  for (const [index, event] of events.entries()) {
    if (!isObject(event)) continue;
    const { eventId } = event;
    if (seen.has(eventId)) yield { path: `events[${index}].eventId`, message: "occurs twice in the append" };
    seen.add(eventId);
  }
}

function issuesOfEvent(event: NewEvent, index: number): DataIssue[] {
  if (!isObject(event)) return [{ path: `events[${index}]`, message: `is ${describeKind(event)}, not an event` }];
  const issues: DataIssue[] = [];
  const add = (field: string, message: string) => issues.push({ path: `events[${index}].${field}`, message });

  if (!isUuid(event.eventId)) add("eventId", "is not a lower-case UUID");
  if (typeof event.type !== "string" || event.type === "" || event.type.length > MAX_TYPE_LENGTH) {
    add("type", `is not a name of 1 to ${MAX_TYPE_LENGTH} characters`);
  } else {
    for (const { message } of findUnstorable(event.type)) add("type", message);
  }
  if (!Number.isInteger(event.schemaVersion) || event.schemaVersion < 1 || event.schemaVersion > 32_767) {
    add("schemaVersion", "is not an integer from 1 to 32,767");
  }
  for (const field of ["data", "metadata"] as const) {
    if (typeof event[field] !== "object" || event[field] === null || Array.isArray(event[field])) {
      add(field, "is not an object");
      continue;
    }
    for (const { path, message } of findUnstorable(event[field])) add(dataPath([field, ...path]), message);
  }
  return issues;
}

/** Whether it is a lower-case UUID. A pattern alone would take `["<uuid>"]`, which it sees as text. */
export function isUuid(value: unknown): boolean {
  return typeof value === "string" && UUID.test(value);
}

export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
