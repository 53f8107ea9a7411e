import type { EventCodec } from "../codec/event-codec.js";
import type { RecordedEvent } from "../codec/recorded-event.js";
import type { ReadModelTable } from "../ports/read-model-store.js";

/** Some events of one aggregate, and how to read them. */
export interface ReadModelSource {
  readonly codec: EventCodec;
  /** As they may be stored: the old names of an event that was renamed are among them. */
  readonly types: readonly string[];
}

/**
 * A table whose rows are folded from events by pure functions. Generated code makes one from the team's handlers
 * (`defineTrainingList(…)`).
 *
 * `Row` has every column; `Key` the columns of the key.
 */
export interface ReadModel<Row = unknown, Key = unknown, E extends RecordedEvent = RecordedEvent> {
  readonly name: string;
  readonly table: ReadModelTable;
  readonly sources: readonly ReadModelSource[];
  /** The key of the row that an event belongs to; from the event alone. */
  key(event: E): Key;
  /** The row's values after the event, without its key; null if there is to be no row. Pure. */
  fold(event: E, row: Omit<Row, keyof Key> | null): Omit<Row, keyof Key> | null;
}

/** A read model of whatever rows and events, for those who only pass it on. */
export interface AnyReadModel extends Pick<ReadModel, "name" | "table" | "sources"> {
  key(event: never): unknown;
  fold(event: never, row: never): unknown;
}
