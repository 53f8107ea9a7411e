import { type RecordedEvent, recordedEvent } from "../codec/recorded-event.js";
import type { StoredEventOptions } from "../codec/stored-event-options.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import type { EventSource, StoredEvent } from "../ports/event-store.js";
import type { ReadModelStore } from "../ports/read-model-store.js";
import { nameOfBuild } from "../values/name-of-build.js";
import { nameOfInline } from "../values/name-of-inline.js";
import { categoryOf } from "../values/stream-id.js";
import { assertShards } from "./assert-shards.js";
import { foldRows, rowKeysOf } from "./fold-rows.js";
import { HandlerError } from "./handler-error.js";
import type { FailurePolicy, Listener, ListenerBatch, RunnableListener } from "./listener.js";
import type { ListenerRetry } from "./listener-retry.js";
import type { ReadModel } from "./read-model.js";
import { UnwantedEventError } from "./unwanted-event-error.js";

export interface ReadModelListenerOptions extends StoredEventOptions {
  /** Into how many shards its rows are divided by their keys, 1 to 256; each can run in another process. Default 1. */
  readonly shards?: number;
  /**
   * What to do with an event that could not be handled, when it was tried often enough: `pause` the whole read model, or
   * `park` it with all later ones for the same row, while the other rows go on. Default `pause`.
   *
   * An event that cannot be decoded, or whose keys cannot be told, pauses it either way: nobody knows which rows would miss it.
   */
  readonly onFailure?: FailurePolicy;
  /** How it is tried again; what is absent is as `startListeners` has it. */
  readonly retry?: Partial<ListenerRetry>;
}

/**
 * The listener that keeps the rows of a read model, in all its tables: each batch's rows and its checkpoint in one transaction.
 *
 * An event that it refuses stops it there. One that it skips (`unknownEvents: "skip"`) is passed over for good: a build that
 * knows the event gets it only if the read model is built anew.
 *
 * @throws {InvalidOptionError} for a number of shards that makes no sense
 */
export function readModelListener(
  model: ReadModel,
  store: ReadModelStore,
  options: ReadModelListenerOptions = {},
): Listener {
  const { unknownEvents = "refuse", checkStored = false, shards = 1, onFailure = "pause", retry } = options;
  assertShards(shards);
  const decodeOptions = { check: checkStored };
  const codecs = new Map(model.sources.map(({ codec }) => [codec.category, codec]));

  return {
    title: model.title,
    sources: model.sources.map(({ codec, types }): EventSource => ({ category: codec.category, types })),
    onFailure,
    ...(retry === undefined ? {} : { retry }),
    async resolve() {
      const { live, building, inline } = await store.prepare(model);
      const first = inline === true ? followedInline(live) : runnable(live);
      return building === null ? [first] : [first, runnable(building)];
    },
    swap: () => store.swap(model),
  };

  function runnable(build: number): RunnableListener {
    return {
      declaration: {
        name: nameOfBuild(model, build),
        kind: "read-model",
        shards,
        tables: model.tables.map((table) => nameOfBuild(table, build)),
      },
      keysOf(event) {
        const recorded = record(event);
        return recorded === undefined ? [] : rowKeysOf(model, recorded);
      },
      apply: (batch) => apply(build, batch),
    };
  }

  /** Appends have written the rows: what is left is to say how far they are, for those who wait and those who look. */
  function followedInline(build: number): RunnableListener {
    return {
      declaration: { name: nameOfInline(model, build), kind: "read-model", shards: 1, tables: [] },
      keysOf: () => [],
      apply: ({ move }) => store.commit(move, build, []),
    };
  }

  async function apply(build: number, { move, events, wants }: ListenerBatch): Promise<boolean> {
    const recorded: RecordedEvent[] = [];
    for (const event of events) {
      const one = record(event);
      if (one !== undefined) recorded.push(one);
    }
    const fold = foldRows(model, recorded, wants);
    try {
      const stored = await Promise.all(
        fold.tables.map(async ({ table, keys }) => (keys.length === 0 ? [] : store.load(table, build, keys))),
      );
      return await store.commit(move, build, fold.onto(stored));
    } catch (error) {
      // A table cannot hold a key or a row: that is a fault of the handler, and no retry with the same event would mend it.
      // Only the store itself may know, which does not say of which event: the batch is then tried in ever smaller parts.
      throw error instanceof InvalidDataError ? (fold.culprit() ?? onlyCulprit(recorded, wants, error)) : error;
    }
  }

  /** The error of the only event that there is, for its key if it has only one. */
  function onlyCulprit(
    recorded: readonly RecordedEvent[],
    wants: ListenerBatch["wants"],
    cause: InvalidDataError,
  ): Error {
    const [event] = recorded;
    if (event === undefined || recorded.length > 1) return cause;
    const keys = rowKeysOf(model, event).filter((key) => wants?.(key, event.position) !== false);
    return new HandlerError({ listener: model.title, event, key: keys.length === 1 ? (keys[0] ?? null) : null, cause });
  }

  /** Undefined for an event that is skipped. */
  function record(event: StoredEvent): RecordedEvent | undefined {
    try {
      const codec = codecs.get(categoryOf(event.streamId));
      if (codec === undefined) throw new UnwantedEventError(model.title, event);
      if (unknownEvents === "skip" && !codec.reads(event)) return undefined;
      return recordedEvent(event, codec, decodeOptions);
    } catch (cause) {
      throw new HandlerError({ listener: model.title, event, key: null, cause });
    }
  }
}
