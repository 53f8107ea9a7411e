import type { DomainEvent } from "../decider/domain-event.js";
import type { EventMetadata, StoredEvent } from "../ports/event-store.js";
import { aggregateIdOf } from "../values/stream-id.js";
import type { DecodeOptions, EventCodec } from "./event-codec.js";

/** A decoded event with all that the log knows of it; what listeners get. */
export interface RecordedEvent<Type extends string = string, Data = unknown, Id extends string = string> {
  readonly type: Type;
  readonly data: Data;
  /** Id of the aggregate instance. */
  readonly id: Id;
  readonly streamId: string;
  /** Stream version that this event made, from 1. */
  readonly version: number;
  /** Place in the global order. */
  readonly position: number;
  /** UUID of the event itself. */
  readonly eventId: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly recordedAt: string;
  readonly metadata: EventMetadata;
}

/**
 * A stored event, decoded.
 *
 * @throws what {@link EventCodec.decode} throws
 */
export function recordedEvent(
  stored: StoredEvent,
  codec: EventCodec<DomainEvent>,
  options?: DecodeOptions,
): RecordedEvent {
  const event = codec.decode(stored, options);
  return {
    type: event.type,
    data: event.data,
    id: aggregateIdOf(stored.streamId),
    streamId: stored.streamId,
    version: stored.version,
    position: stored.position,
    eventId: stored.eventId,
    recordedAt: stored.recordedAt,
    metadata: stored.metadata,
  };
}
