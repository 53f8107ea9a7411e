import type { EventMetadata, JsonObject, StoredEvent } from "@factum/core";
import type { EncodedAppend } from "../append/encoded-append.js";

/** Never the time at which an event is recorded: a key that hangs on that must be found out at once. */
const NOT_YET = "1970-01-01T00:00:00.000Z";

/**
 * The events of appends as they will be stored, if they are. Position and time are not known yet, nor the version where an append
 * names none.
 */
export function provisionalEvents(appends: readonly EncodedAppend[]): StoredEvent[] {
  return appends.flatMap(({ streamId, expected, events }) =>
    events.map((event, index) => ({
      ...event,
      data: JSON.parse(event.data) as JsonObject,
      metadata: JSON.parse(event.metadata) as EventMetadata,
      streamId,
      version: Math.max(0, expected) + index + 1,
      position: 0,
      recordedAt: NOT_YET,
    })),
  );
}
