import { assertAppends } from "../ports/assert-appends.js";
import { assertBatchRead, assertStreamRead } from "../ports/assert-reads.js";
import { type Clock, systemClock } from "../ports/clock.js";
import type {
  Append,
  AppendOptions,
  AppendOutcome,
  EventSource,
  EventStore,
  ReadBatchQuery,
  ReadStreamOptions,
  StoredEvent,
} from "../ports/event-store.js";
import type { Notifier } from "../ports/notifier.js";
import { meets } from "../values/expected-version.js";
import { categoryOf } from "../values/stream-id.js";
import { jsonCopy } from "./json-copy.js";
import { type InlineReadModels, MemoryInlineFold } from "./memory-inline-fold.js";

export interface MemoryEventStoreOptions {
  readonly clock?: Clock;
  readonly notifier?: Notifier;
  /** Has appends write the rows of the inline ones among these read models, in that store. */
  readonly inline?: InlineReadModels;
}

/** An event store in memory, for specs and for trying things out. It keeps the contract, but nothing beyond the process. */
export class MemoryEventStore implements EventStore {
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #appendIds = new Map<string, AppendOutcome>();
  readonly #clock: Clock;
  readonly #notifier: Notifier | undefined;
  readonly #inline: MemoryInlineFold | undefined;

  constructor({ clock = systemClock, notifier, inline }: MemoryEventStoreOptions = {}) {
    this.#clock = clock;
    this.#notifier = notifier;
    this.#inline = inline === undefined ? undefined : new MemoryInlineFold(inline, this.#log);
  }

  async append(append: Append, options?: AppendOptions): Promise<AppendOutcome> {
    const [outcome] = await this.appendAll([append], options);
    return outcome as AppendOutcome;
  }

  async appendAll(appends: readonly Append[], { signal }: AppendOptions = {}): Promise<readonly AppendOutcome[]> {
    signal?.throwIfAborted();
    assertAppends(appends);
    this.#inline?.resume();
    const undo = this.#remember(appends);
    const before = this.#log.length;
    const outcomes = appends.map((append) => this.#appendOne(append, before));

    if (wasStoredBefore(appends, outcomes)) {
      // A version check that held then need not hold now.
      return outcomes.map((outcome) => (outcome.status === "conflict" ? { ...outcome, status: "stored" } : outcome));
    }
    if (appends.length > 1 && isRefused(appends, outcomes)) {
      undo();
      return withdrawn(outcomes, before).map((outcome, index) =>
        outcome.status === "duplicate"
          ? outcome
          : { ...outcome, version: this.#streams.get(appends[index]?.streamId ?? "")?.length ?? 0, position: 0 },
      );
    }
    if (this.#log.length > before) {
      this.#writeInline(appends, before, undo);
      this.#notifier?.notify();
    }
    return outcomes;
  }

  #writeInline(appends: readonly Append[], before: number, undo: () => void): void {
    const inexact = new Set(
      appends.filter(({ expectedVersion }) => isInexact(expectedVersion)).map(({ streamId }) => streamId),
    );
    try {
      this.#inline?.write(this.#log.slice(before), ({ streamId }) => !inexact.has(streamId));
    } catch (error) {
      undo();
      throw error;
    }
  }

  async *readStream(streamId: string, options: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    assertStreamRead(streamId, options);
    const { fromVersion = 1, toVersion, direction, maxCount, recordedUntil } = options;
    const stream = this.#streams.get(streamId) ?? [];
    const end = recordedUntil === undefined ? stream.length : lengthAt(stream, Date.parse(recordedUntil));
    const wanted = stream.slice(fromVersion - 1, Math.min(end, toVersion ?? end));
    if (direction === "backwards") wanted.reverse();
    for (const event of wanted.slice(0, maxCount)) yield jsonCopy(event);
  }

  async safePosition(): Promise<number> {
    return this.#log.length;
  }

  async readBatch(query: ReadBatchQuery): Promise<readonly StoredEvent[]> {
    assertBatchRead(query);
    const { after, upTo, limit, sources } = query;
    const range = this.#log.slice(after, upTo);
    const wanted = sources === undefined ? range : range.filter((event) => isFrom(sources, event));
    return wanted.slice(0, limit).map(jsonCopy);
  }

  /** A way back to how things are now. */
  #remember(appends: readonly Append[]): () => void {
    const length = this.#log.length;
    const streams = new Map(appends.map(({ streamId }) => [streamId, this.#streams.get(streamId)?.length ?? 0]));
    const newIds = appends.map(appendKey).filter((key) => key !== undefined && !this.#appendIds.has(key));
    return () => {
      this.#log.length = length;
      for (const [streamId, version] of streams) {
        const stream = this.#streams.get(streamId);
        if (stream !== undefined) stream.length = version;
        if (version === 0) this.#streams.delete(streamId);
      }
      for (const key of newIds) this.#appendIds.delete(key as string);
    };
  }

  /** @param before the last position of earlier calls */
  #appendOne(append: Append, before: number): AppendOutcome {
    const { streamId, expectedVersion, events } = append;
    const stream = this.#streams.get(streamId) ?? [];
    const actual = stream.length;

    const key = appendKey(append);
    const earlier = key === undefined ? undefined : this.#appendIds.get(key);
    // A check beside the append with its id is no second attempt.
    if (earlier !== undefined && (events.length > 0 || earlier.position <= before)) {
      return { ...earlier, status: "duplicate" };
    }
    if (!meets(expectedVersion, actual)) {
      return storedAlready(stream, append) ?? { status: "conflict", version: actual, position: 0 };
    }

    const recordedAt = this.#clock.now();
    for (const { eventId, type, schemaVersion, data, metadata } of events) {
      const stored: StoredEvent = {
        eventId,
        type,
        schemaVersion,
        data: jsonCopy(data),
        metadata: jsonCopy(metadata),
        position: this.#log.length + 1,
        streamId,
        version: stream.length + 1,
        recordedAt,
      };
      this.#log.push(stored);
      stream.push(stored);
    }
    if (events.length > 0) this.#streams.set(streamId, stream);
    const outcome: AppendOutcome = {
      status: "stored",
      version: stream.length,
      position: events.length === 0 ? 0 : this.#log.length,
    };
    if (key !== undefined && events.length > 0) this.#appendIds.set(key, outcome);
    return outcome;
  }
}

function isInexact(expectedVersion: Append["expectedVersion"]): boolean {
  return expectedVersion === "any" || expectedVersion === "stream-exists";
}

/** An append id counts within its stream. */
function appendKey({ streamId, appendId }: Append): string | undefined {
  return appendId === undefined ? undefined : JSON.stringify([streamId, appendId]);
}

/** Whether every append with events was stored by an earlier call. */
function wasStoredBefore(appends: readonly Append[], outcomes: readonly AppendOutcome[]): boolean {
  const withEvents = outcomes.filter((_, index) => (appends[index]?.events.length ?? 0) > 0);
  return withEvents.length > 0 && withEvents.every(({ status }) => status === "duplicate");
}

/** Whether appends that pass or fail together fail; a repeated check of versions is no reason among checks alone. */
function isRefused(appends: readonly Append[], outcomes: readonly AppendOutcome[]): boolean {
  const refusing = appends.some(({ events }) => events.length > 0) ? ["conflict", "duplicate"] : ["conflict"];
  return outcomes.some(({ status }) => refusing.includes(status));
}

/**
 * What appends of a group come to that fails: what was stored by earlier calls stays a duplicate, and what repeats another one
 * of its own group is a conflict only if there is no other reason.
 */
function withdrawn(outcomes: readonly AppendOutcome[], before: number): AppendOutcome[] {
  const repeatsOwn = ({ status, position }: AppendOutcome) => status === "duplicate" && position > before;
  const isBlamed = outcomes.some((outcome) => outcome.status !== "stored" && !repeatsOwn(outcome));
  return outcomes.map((outcome) => {
    if (outcome.status === "stored") return { ...outcome, status: "withdrawn" };
    return repeatsOwn(outcome) ? { ...outcome, status: isBlamed ? "withdrawn" : "conflict" } : outcome;
  });
}

/** The outcome of an exact append whose very events already stand where it would have put them. */
function storedAlready(stream: readonly StoredEvent[], { expectedVersion, events }: Append): AppendOutcome | undefined {
  const start = expectedVersion === "no-stream" ? 0 : expectedVersion;
  if (typeof start !== "number" || events.length === 0) return undefined;
  const there = stream.slice(start, start + events.length);
  const same =
    there.length === events.length && there.every((event, index) => event.eventId === events[index]?.eventId);
  const last = there.at(-1);
  return same && last !== undefined
    ? { status: "duplicate", version: last.version, position: last.position }
    : undefined;
}

function isFrom(sources: readonly EventSource[], event: StoredEvent): boolean {
  const category = categoryOf(event.streamId);
  return sources.some((source) => source.category === category && source.types?.includes(event.type) !== false);
}

/** How many events the stream had at a time, in milliseconds. */
function lengthAt(stream: readonly StoredEvent[], time: number): number {
  const later = stream.findIndex(({ recordedAt }) => Date.parse(recordedAt) > time);
  return later === -1 ? stream.length : later;
}
