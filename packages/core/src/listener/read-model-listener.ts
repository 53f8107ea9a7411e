import { type RecordedEvent, recordedEvent } from "../codec/recorded-event.js";
import type { StoredEventOptions } from "../codec/stored-event-options.js";
import { FactumError } from "../errors/factum-error.js";
import type { EventSource, StoredEvent } from "../ports/event-store.js";
import type { ReadModelStore } from "../ports/read-model-store.js";
import { categoryOf } from "../values/stream-id.js";
import { foldRows } from "./fold-rows.js";
import type { Listener } from "./listener.js";
import type { AnyReadModel, ReadModel } from "./read-model.js";

/** A store gave a read model an event of a category that it does not follow. */
export class UnwantedEventError extends FactumError {
  readonly code = "unwanted-event";
  readonly readModel: string;
  readonly streamId: string;
  readonly position: number;

  constructor(readModel: string, { streamId, position }: StoredEvent) {
    super(
      `${readModel} was given an event of "${streamId}" (position ${position}), whose category it does not follow.`,
    );
    this.readModel = readModel;
    this.streamId = streamId;
    this.position = position;
  }
}

/**
 * The listener that keeps a read model's rows, each batch's rows and its checkpoint in one transaction.
 *
 * An event that it refuses stops it there, and it tries again. One that it skips is passed over for good: a build that
 * knows the event gets it only if the read model is built anew, by a reset or under a new version.
 */
export function readModelListener(
  readModel: AnyReadModel,
  store: ReadModelStore,
  { unknownEvents = "refuse", checkStored = false }: StoredEventOptions = {},
): Listener {
  const model = readModel as ReadModel;
  const { table } = model;
  const decodeOptions = { check: checkStored };
  const codecs = new Map(model.sources.map(({ codec }) => [codec.category, codec]));

  return {
    name: model.name,
    sources: model.sources.map(({ codec, types }): EventSource => ({ category: codec.category, types })),
    async prepare() {
      await store.prepare(table);
      return store.checkpoint(table);
    },
    readCheckpoint: () => store.checkpoint(table),
    async apply({ from, to, events }) {
      const fold = foldRows(model, record(events));
      const stored = fold.keys.length === 0 ? [] : await store.load(table, fold.keys);
      return store.commit(table, { from, to, ...fold.onto(stored) });
    },
    reset: () => store.reset(table),
  };

  function record(events: readonly StoredEvent[]): RecordedEvent[] {
    const recorded: RecordedEvent[] = [];
    for (const event of events) {
      const codec = codecs.get(categoryOf(event.streamId));
      if (codec === undefined) throw new UnwantedEventError(model.name, event);
      if (unknownEvents === "skip" && !codec.reads(event)) continue;
      recorded.push(recordedEvent(event, codec, decodeOptions));
    }
    return recorded;
  }
}
