import type { JsonObject, StoredEvent } from "@factum/core";
import { safeInteger } from "../values/safe-integer.js";

/** The columns of an event, as every read selects them. */
export const EVENT_COLUMNS =
  'e."position", e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.data, e.metadata, e.recorded_at';

/** A row of them, as the driver parses it. */
export interface StoredEventRow {
  readonly position: string;
  readonly stream_id: string;
  readonly version: string;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  readonly recorded_at: Date;
}

export function storedEventOf(row: StoredEventRow): StoredEvent {
  return {
    position: safeInteger(row.position),
    streamId: row.stream_id,
    version: safeInteger(row.version),
    eventId: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    recordedAt: row.recorded_at.toISOString(),
  };
}
