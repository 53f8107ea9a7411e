import { recordedEvent } from "../codec/recorded-event.js";
import type { EventSource } from "../ports/event-store.js";
import type { ReadModelStore } from "../ports/read-model-store.js";
import { categoryOf } from "../values/stream-id.js";
import { foldRows } from "./fold-rows.js";
import type { Listener } from "./listener.js";
import type { AnyReadModel, ReadModel } from "./read-model.js";

/** The listener that keeps a read model's rows, each batch's rows and its checkpoint in one transaction. */
export function readModelListener(readModel: AnyReadModel, store: ReadModelStore): Listener {
  const model = readModel as ReadModel;
  const { table } = model;
  const codecs = new Map(model.sources.map(({ codec }) => [codec.category, codec]));

  return {
    name: model.name,
    sources: model.sources.map(({ codec, types }): EventSource => ({ category: codec.category, types })),
    async prepare() {
      await store.prepare(table);
      return store.checkpoint(table);
    },
    async apply({ from, to, events }) {
      const recorded = events.map((event) => {
        const codec = codecs.get(categoryOf(event.streamId));
        if (codec === undefined) throw new TypeError(`${model.name} was given an event of "${event.streamId}".`);
        return recordedEvent(event, codec);
      });
      const fold = foldRows(model, recorded);
      const stored = fold.keys.length === 0 ? [] : await store.load(table, fold.keys);
      return store.commit(table, { from, to, ...fold.onto(stored) });
    },
    reset: () => store.reset(table),
  };
}
