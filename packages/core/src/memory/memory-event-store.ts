import { assertAppends } from "../ports/assert-appends.js";
import { type Clock, systemClock } from "../ports/clock.js";
import type {
  Append,
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

/** An event store in memory, for specs and for trying things out. It keeps the contract, but nothing beyond the process. */
export class MemoryEventStore implements EventStore {
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #appendIds = new Map<string, AppendOutcome>();
  readonly #clock: Clock;
  readonly #notifier: Notifier | undefined;

  constructor({ clock = systemClock, notifier }: { clock?: Clock; notifier?: Notifier } = {}) {
    this.#clock = clock;
    this.#notifier = notifier;
  }

  async append(appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    assertAppends(appends);
    const before = this.#log.length;
    const outcomes = appends.map((append) => this.#appendOne(append));
    if (this.#log.length > before) this.#notifier?.notify();
    return outcomes;
  }

  async *readStream(
    streamId: string,
    { fromVersion = 1, toVersion }: ReadStreamOptions = {},
  ): AsyncGenerator<StoredEvent> {
    const stream = this.#streams.get(streamId) ?? [];
    for (const event of stream.slice(Math.max(0, fromVersion - 1), toVersion)) yield jsonCopy(event);
  }

  async safePosition(): Promise<number> {
    return this.#log.length;
  }

  async readBatch({ after, upTo, limit, sources }: ReadBatchQuery): Promise<readonly StoredEvent[]> {
    const range = this.#log.slice(after, upTo);
    const wanted = sources === undefined ? range : range.filter((event) => isFrom(sources, event));
    return wanted.slice(0, limit).map(jsonCopy);
  }

  #appendOne(append: Append): AppendOutcome {
    const { streamId, expectedVersion, events, appendId } = append;
    const stream = this.#streams.get(streamId) ?? [];
    const actual = stream.length;

    const earlier = appendId === undefined ? undefined : this.#appendIds.get(JSON.stringify([streamId, appendId]));
    if (earlier !== undefined) return { ...earlier, status: "duplicate" };
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
    if (appendId !== undefined && events.length > 0) this.#appendIds.set(JSON.stringify([streamId, appendId]), outcome);
    return outcome;
  }
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
  return sources.some((source) => source.category === category && source.types.includes(event.type));
}
