import { type RecordedEvent, recordedEvent } from "../codec/recorded-event.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { foldRows, type RowFold, type WantsKey } from "../listener/fold-rows.js";
import { HandlerError } from "../listener/handler-error.js";
import type { ReadModel } from "../listener/read-model.js";
import { assertChanges } from "../ports/assert-rows.js";
import type { StoredEvent } from "../ports/event-store.js";
import type { TableChanges } from "../ports/read-model-store.js";
import { categoryOf } from "../values/stream-id.js";
import { InlineReadModelError } from "./inline-read-model-error.js";

/** Whether the read model has work with an event; it need not be stored yet. */
export function follows(model: ReadModel, { streamId, type }: Pick<StoredEvent, "streamId" | "type">): boolean {
  const category = categoryOf(streamId);
  return model.sources.some(({ codec, types }) => codec.category === category && types.includes(type));
}

/**
 * Folds the events of appends onto the rows of an inline read model, exactly as its listener would; events that it does not
 * follow are left out. Whoever writes the changes writes them in the transaction that stores the events.
 *
 * @param events by position
 * @param wants as {@link foldRows} has it
 * @returns as {@link foldRows}, but the changes fit their tables
 * @throws {InlineReadModelError} for an event that cannot be decoded or whose keys cannot be told; `onto` likewise for one whose
 *   handler throws, or leads to a row that its table cannot hold
 */
export function inlineFold(
  model: ReadModel,
  events: readonly StoredEvent[],
  wants?: WantsKey,
): Pick<RowFold, "tables" | "onto"> {
  const fold = orRefused(() => foldRows(model, recordedBy(model, events), wants));
  return {
    tables: fold.tables,
    onto: (stored) => orRefused(() => checked(fold, fold.onto(stored))),
  };
}

function recordedBy(model: ReadModel, events: readonly StoredEvent[]): RecordedEvent[] {
  const codecs = new Map(model.sources.map(({ codec }) => [codec.category, codec]));
  return events.flatMap((event) => {
    const codec = codecs.get(categoryOf(event.streamId));
    if (codec === undefined || !follows(model, event)) return [];
    try {
      return [recordedEvent(event, codec)];
    } catch (cause) {
      throw new HandlerError({ listener: model.title, event, key: null, cause });
    }
  });
}

function checked(fold: RowFold, changes: readonly TableChanges[]): readonly TableChanges[] {
  try {
    for (const each of changes) assertChanges(each);
    return changes;
  } catch (error) {
    throw error instanceof InvalidDataError ? (fold.culprit() ?? error) : error;
  }
}

function orRefused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof HandlerError ? new InlineReadModelError(error) : error;
  }
}
