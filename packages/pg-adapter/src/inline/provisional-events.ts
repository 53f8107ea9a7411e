import type { EventMetadata, JsonObject, StoredEvent } from "@factum/core";
import type { EncodedAppend } from "../append/encoded-append.js";

/**
 * The events of appends as they will be stored, if they are. Position and time are not known yet, nor the version where an append
 * names none.
 */
export function provisionalEvents(appends: readonly EncodedAppend[]): StoredEvent[] {
  const recordedAt = new Date().toISOString();
  return appends.flatMap(({ streamId, expected, events }) =>
    events.map((event, index) => ({
      ...event,
      data: JSON.parse(event.data) as JsonObject,
      metadata: JSON.parse(event.metadata) as EventMetadata,
      streamId,
      version: Math.max(0, expected) + index + 1,
      position: 0,
      recordedAt,
    })),
  );
}
