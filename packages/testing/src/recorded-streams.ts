import {
  aggregateIdOf,
  assertStreamId,
  type DomainEvent,
  type EventCodec,
  InvalidOptionError,
  type RecordedEvent,
  recordedEvent,
  type StoredEvent,
  streamIdOf,
} from "@factum/core";
import { checkedEvent } from "./free-checks/checked-event.js";
import type { Checks } from "./free-checks/checks.js";
import { frozenCopy } from "./free-checks/frozen-copy.js";
import { type ClockStep, isClockStep, timeAfter } from "./spec-clock.js";
import { SPEC_NOW, specId, specRecordedAt } from "./spec-values.js";
import type { StreamHistory } from "./stream-of.js";

/** What happened to streams, and when, as a spec gives it. */
export type StreamsHistory = readonly (StreamHistory | ClockStep)[];

/** An event of the log, and how to read it. */
export interface StreamEvent {
  readonly stored: StoredEvent;
  readonly recorded: RecordedEvent;
}

/**
 * The log that comes of these histories, one after the other: positions from 1 without gaps, no metadata. A stream that is
 * named twice goes on where it was. An event is recorded a second after the one before, or as a step of the clock says.
 *
 * @throws {InvalidOptionError} for what is no stream
 * @throws {InvalidDataError} for a stream id that no store takes
 */
export function recordedStreams(history: StreamsHistory, checks: Checks): readonly StreamEvent[] {
  const versions = new Map<string, number>();
  const log: StreamEvent[] = [];
  let now = SPEC_NOW;
  let recordedAt = specRecordedAt(1);
  for (const item of history) {
    if (isClockStep(item)) {
      now = recordedAt = timeAfter(item, now);
      continue;
    }
    assertStream(item);
    const { codec, id, events } = item;
    const streamId = streamIdOf(codec.category, id);
    assertStreamId(streamId);
    for (const event of events) {
      const position = log.length + 1;
      const version = (versions.get(streamId) ?? 0) + 1;
      versions.set(streamId, version);
      const encoded = checkedEvent(codec, event, "An event of the history", checks);
      const place = { position, streamId, version, eventId: specId(position), recordedAt, metadata: {} };
      log.push({
        stored: { ...encoded, ...place },
        recorded: recordedOf({ ...encoded, ...place }, codec, event, checks),
      });
      now = recordedAt;
      recordedAt = new Date(Date.parse(now) + 1_000).toISOString();
    }
  }
  return log;
}

/** Does not compile; but runners do not compile specs. @throws {InvalidOptionError} for an event without its stream, say */
function assertStream(item: StreamHistory): void {
  if (typeof item === "object" && item !== null && "codec" in item) return;
  throw new InvalidOptionError("given", item, "what happened to streams, each made by on(id, …events)");
}

/** As listeners get it; an event that nobody checked against its schema may be one that cannot be decoded. */
function recordedOf(stored: StoredEvent, codec: EventCodec, event: DomainEvent, checks: Checks): RecordedEvent {
  if (checks.has("event-schema")) return frozenCopy(recordedEvent(stored, codec));
  const { data: _, schemaVersion: __, ...place } = stored;
  return frozenCopy({ ...place, type: event.type, data: event.data, id: aggregateIdOf(stored.streamId) });
}

/** The histories of streams alone. */
export function streamsOf(history: StreamsHistory): readonly StreamHistory[] {
  return history.filter((item): item is StreamHistory => !isClockStep(item));
}
