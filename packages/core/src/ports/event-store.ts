import type { JsonObject } from "../values/json.js";

/**
 * What an append requires of its stream: an exact version (0 is no stream), `"no-stream"` (the same as 0),
 * `"stream-exists"`, or nothing (`"any"`).
 */
export type ExpectedVersion = number | "no-stream" | "stream-exists" | "any";

/** What travels with an event beside its data. Further keys are kept as they are. */
export interface EventMetadata {
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly commandId?: string;
  readonly actor?: string;
  readonly [key: string]: JsonObject[string] | undefined;
}

/** An event on its way into the store. */
export interface NewEvent {
  /** Lower-case UUID; the same one again means the same event, sent again. Unique within an append. */
  readonly eventId: string;
  readonly type: string;
  /** Version of the data's schema, from 1. */
  readonly schemaVersion: number;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

/** An event as it stands in the store: nothing decoded, nothing upcast. */
export interface StoredEvent extends NewEvent {
  /** Place in the global order; a safe integer, rising, with gaps. */
  readonly position: number;
  readonly streamId: string;
  /** Stream version that this event made: the first event has 1. */
  readonly version: number;
  /** ISO 8601 in UTC with milliseconds. Times are no order: only positions are. */
  readonly recordedAt: string;
}

/** Events for one stream, stored all or not at all, next to each other. No events: only the version is checked. */
export interface Append {
  readonly streamId: string;
  readonly expectedVersion: ExpectedVersion;
  readonly events: readonly NewEvent[];
  /**
   * Makes the append idempotent within its stream, whatever the expected version: a second append with this id stores
   * nothing and returns what the first one did. A UUID.
   */
  readonly appendId?: string;
}

/**
 * What one append came to.
 *
 * - `stored`: it is committed. `version` is the stream's version after it, `position` that of its last event (0 if the
 *   append held no events).
 * - `duplicate`: the same events, or the same append id, were stored earlier; `version` and `position` are those of the
 *   last event stored *then*.
 * - `conflict`: nothing was stored; `version` is what the stream really has.
 */
export interface AppendOutcome {
  readonly status: "stored" | "duplicate" | "conflict";
  readonly version: number;
  readonly position: number;
}

export interface ReadStreamOptions {
  /** First version to read, from 1. Default 1. */
  readonly fromVersion?: number;
  /** Last version to read. Default: the end. */
  readonly toVersion?: number;
}

export interface ReadBatchQuery {
  /** Only events at higher positions; 0 is the beginning. */
  readonly after: number;
  /** Only events at or below; must be a safe position, obtained *before* this call. */
  readonly upTo: number;
  /** At most so many events. */
  readonly limit: number;
  /** Only events of these types of these categories; absent means all. */
  readonly sources?: readonly EventSource[];
}

/** Some event types of one category. */
export interface EventSource {
  readonly category: string;
  readonly types: readonly string[];
}

/**
 * The log. Implemented by {@link MemoryEventStore} and by `PgEventStore` of `@factum/pg-adapter`; the contract suite in
 * `@factum/testing/contract` says what every implementation must do.
 */
export interface EventStore {
  /**
   * Performs independent appends, in their order, in one round trip. One append's conflict changes nothing for the
   * others; several appends to one stream see each other's versions.
   *
   * @returns one outcome per append, in the same order
   * @throws {InvalidDataError} when anything in `appends` cannot be stored; then nothing was
   * @throws {CommitUnknownError} when the connection was lost and nobody knows
   */
  append(appends: readonly Append[]): Promise<readonly AppendOutcome[]>;

  /** The events of one stream by rising version; none if there is no such stream. Holds a bounded number in memory. */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /**
   * A position such that every event at or below it is visible to reads that start after this call has returned, or will
   * never exist. It never falls. 0 for an empty store.
   */
  safePosition(): Promise<number>;

  /** Events of all streams by rising position. Fewer than `limit` means that there are no more up to `upTo`. */
  readBatch(query: ReadBatchQuery): Promise<readonly StoredEvent[]>;
}
