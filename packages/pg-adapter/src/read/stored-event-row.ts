import type { JsonObject, StoredEvent } from "@factum/core";
import type { CustomTypesConfig } from "pg";
import { safeInteger } from "../values/safe-integer.js";

/**
 * The columns of an event, as every read selects them.
 *
 * A timestamptz as text depends on the session's DateStyle and TimeZone; inside JSON it is always ISO 8601, and
 * `at time zone` makes it UTC. This costs no more than the text itself; `to_char` would cost three times as much.
 */
export const EVENT_COLUMNS =
  'e."position", e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.data, e.metadata, ' +
  "to_json(e.recorded_at at time zone 'UTC')";

/** A row of them, as Postgres writes them: all text, in the columns' order. */
export type StoredEventRow = readonly [
  position: string,
  streamId: string,
  version: string,
  eventId: string,
  type: string,
  schemaVersion: string,
  data: string,
  metadata: string,
  recordedAt: string,
];

/** How the driver gives such rows: it parses nothing, and the application's own parsers are not asked. */
export const AS_EVENT_ROWS: { readonly rowMode: "array"; readonly types: CustomTypesConfig } = {
  rowMode: "array",
  types: { getTypeParser: () => (text: string) => text },
};

/** @throws {UnsafeIntegerError} for a position or a version beyond the safe integers */
export function storedEventOf(row: StoredEventRow): StoredEvent {
  return {
    position: safeInteger(row[0]),
    streamId: row[1],
    version: safeInteger(row[2]),
    eventId: row[3],
    type: row[4],
    schemaVersion: Number(row[5]),
    data: JSON.parse(row[6]) as JsonObject,
    metadata: JSON.parse(row[7]) as JsonObject,
    recordedAt: isoTimeOf(row[8]),
  };
}

/** `"2031-05-17T08:00:00.5"`, quotes included, as `2031-05-17T08:00:00.500Z`: no zeros at the end, up to microseconds. */
function isoTimeOf(json: string): string {
  if (json.length === WITH_MILLISECONDS) return `${json.slice(1, -1)}Z`;
  const milliseconds = json.slice(21, -1).slice(0, 3).padEnd(3, "0");
  return `${json.slice(1, 20)}.${milliseconds}Z`;
}

const WITH_MILLISECONDS = '"2031-05-17T08:00:00.123"'.length;
