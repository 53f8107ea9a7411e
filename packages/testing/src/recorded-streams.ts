import { type RecordedEvent, recordedEvent, streamIdOf } from "@factum/core";
import { checkedEvent } from "./free-checks/checked-event.js";
import { frozenCopy } from "./free-checks/frozen-copy.js";
import { specId, specRecordedAt } from "./spec-values.js";
import type { StreamHistory } from "./stream-of.js";

/**
 * The log that comes of these histories, one after the other: positions from 1 without gaps, a second between events,
 * no metadata. A stream that is named twice goes on where it was.
 */
export function recordedStreams(histories: readonly StreamHistory[]): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  const log: RecordedEvent[] = [];
  for (const { codec, id, events } of histories) {
    const streamId = streamIdOf(codec.category, id);
    for (const event of events) {
      const position = log.length + 1;
      const version = (versions.get(streamId) ?? 0) + 1;
      versions.set(streamId, version);
      const encoded = checkedEvent(codec, event, "An event of the history");
      const stored = {
        ...encoded,
        position,
        streamId,
        version,
        eventId: specId(position),
        recordedAt: specRecordedAt(position),
        metadata: {},
      };
      log.push(frozenCopy(recordedEvent(stored, codec)));
    }
  }
  return log;
}
