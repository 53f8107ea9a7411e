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
   * nothing and returns what the first one did. Without events it asks whether there was a first one, and only checks the
   * version if there was none. A UUID.
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
 * - `withdrawn`: nothing was stored, because of another append of the same `appendAll`, which is a `conflict` or a `duplicate`;
 *   `version` is what the stream has.
 */
export interface AppendOutcome {
  readonly status: "stored" | "duplicate" | "conflict" | "withdrawn";
  readonly version: number;
  readonly position: number;
}

export interface AppendOptions {
  /** Withdraws an append that has not been sent yet; its promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A part of a stream. Every limit is inclusive, and says the same for both directions. */
export interface ReadStreamOptions {
  /** Lowest version to read, from 1. Default 1. */
  readonly fromVersion?: number;
  /** Highest version to read, from 0. Default: the end. */
  readonly toVersion?: number;
  /**
   * Ends the stream before its first event that was recorded later than this instant, so that what is read is the stream
   * as it stood then, without a hole even if a clock went back. ISO 8601 with `Z` or an offset; counts to the millisecond.
   */
  readonly recordedUntil?: string;
  /** `backwards` gives the highest version first. Default `forwards`. */
  readonly direction?: "forwards" | "backwards";
  /** At most so many events, the first ones in the direction of reading; from 0. Default: all. */
  readonly maxCount?: number;
}

export interface ReadBatchQuery {
  /** Only events at higher positions; 0 is the beginning. */
  readonly after: number;
  /** Only events at or below; must be a safe position, obtained *before* this call. */
  readonly upTo: number;
  /** At most so many events, from 1. */
  readonly limit: number;
  /** Only events from one of these; absent means all events, none means none. */
  readonly sources?: readonly EventSource[];
}

/** Events of one category. */
export interface EventSource {
  readonly category: string;
  /**
   * Only these types; absent means all of the category. A store has an index for types: it finds rare ones wherever they
   * are, while for a category alone it looks at every event.
   */
  readonly types?: readonly string[];
}

/**
 * The log. Implemented by {@link MemoryEventStore} and by `PgEventStore` of `@factum/pg-adapter`; the contract suite in
 * `@factum/testing/contract` says what every implementation must do.
 */
export interface EventStore {
  /**
   * Stores events in one stream, if it is at the expected version. Resolves when they are committed.
   *
   * Appends to one stream that are issued one after another, without waiting, are performed in that order. An
   * {@link appendAll} that has to wait for one of its streams may be overtaken on the others.
   *
   * @throws {InvalidDataError} when anything in `append` cannot be stored; then nothing was
   * @throws {CommitUnknownError} when the connection was lost again and again and nobody knows
   */
  append(append: Append, options?: AppendOptions): Promise<AppendOutcome>;

  /**
   * Stores events in several streams, all or nothing. Several appends may go to one stream; they see each other's versions.
   *
   * @returns one outcome per append, in the same order:
   *   - all `stored`;
   *   - or, if all of it was stored before, `duplicate`, and those without events `stored` at the present version, whatever they
   *     expect (`duplicate` too, if their append id was stored before);
   *   - or nothing stored by this call, and at least one `conflict`, or a `duplicate` that was stored before with something
   *     beside it that was not. An append that repeats another one of the same call is `withdrawn`, or the `conflict` if there
   *     is no other.
   *
   *   Appends without events alone are each `duplicate` by their append ids, or a check; one `conflict` withdraws the other checks.
   * @throws as {@link append} does
   */
  appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]>;

  /**
   * The events of one stream by version; none if there is no such stream. Holds a bounded number in memory.
   *
   * @throws {InvalidDataError} when the first event is asked for: no stream has this id
   * @throws {InvalidOptionError} likewise, naming the option
   */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /**
   * A position such that every event at or below it is visible to reads that start after this call has returned, or will
   * never exist; 0 for an empty store. A position once returned stays safe, but it is no clock: a later call may return a
   * lower one, where an append that is under way began in between.
   */
  safePosition(): Promise<number>;

  /**
   * Events of all streams by rising position. Fewer than `limit` means that there are no more up to `upTo`. To read many,
   * use {@link readAll} or {@link readBatches}, which fetch ahead.
   *
   * @throws {InvalidOptionError} naming the option
   */
  readBatch(query: ReadBatchQuery): Promise<readonly StoredEvent[]>;

  /**
   * Calls back whenever what was read before may no longer hold: a connection to the server was lost, and another server may
   * answer from now on (a failover may lose acknowledged events). Returns the way to unsubscribe. A store that cannot be
   * interrupted has none.
   */
  onInterruption?(callback: () => void): () => void;

  /**
   * Waits in line for a stream, and keeps everybody else from appending to it until it is let go: whoever has often lost the
   * race for a busy stream reads, decides and appends in peace. To be held for milliseconds, and not two at a time.
   *
   * @returns undefined if it cannot be had now; an ordinary append can still pass. A store without locks has none
   */
  hold?(streamId: string): Promise<HeldStream | undefined>;
}

/** A stream that only its holder can append to. */
export interface HeldStream extends Pick<EventStore, "append" | "appendAll" | "readStream"> {
  /** Lets go of the stream. So does the one call of `append` or `appendAll`, when it is answered. Never rejects. */
  release(): Promise<void>;
}
