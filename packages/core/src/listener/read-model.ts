import type { EventCodec } from "../codec/event-codec.js";
import type { RecordedEvent } from "../codec/recorded-event.js";
import type { ReadModelTable, ReadModelTables } from "../ports/read-model-store.js";

/** Some events of one aggregate, and how to read them. */
export interface ReadModelSource {
  readonly codec: EventCodec;
  /** As they may be stored: the old names of an event that was renamed are among them. */
  readonly types: readonly string[];
}

/**
 * A table whose rows are folded from events by pure functions.
 *
 * `Row` has every column; `Key` the columns of the key.
 */
export interface TableFold<
  Row = unknown,
  Key = unknown,
  E extends RecordedEvent = RecordedEvent,
  Title extends string = string,
> {
  /** As people call it: the read model's title, or `CourseReport.courses` if that has several tables. */
  readonly title: Title;
  readonly table: ReadModelTable;
  /** The key of the row that an event belongs to; from the event alone. Null: none in this table. */
  key(event: E): Key | null;
  /** The row's values after the event, without its key; null if there is to be no row. Pure. */
  fold(event: E, row: Omit<Row, keyof Key> | null): Omit<Row, keyof Key> | null;
}

/**
 * One or several tables that are folded from events, with one checkpoint. Generated code makes one from the team's handlers
 * (`defineTrainingList(…)`).
 */
export interface ReadModel<Folds extends readonly AnyTableFold[] = readonly AnyTableFold[]> extends ReadModelTables {
  /** As the model file calls it, e.g. `TrainingList`; {@link name} is its name in the store. */
  readonly title: string;
  readonly sources: readonly ReadModelSource[];
  /** Its rows are written in the transaction that appends their events, once every process that appends knows it. */
  readonly inline?: true;
  readonly folds: Folds;
}

/** A table of whatever rows and events, for those who only pass it on. */
export interface AnyTableFold extends Pick<TableFold, "title" | "table"> {
  key(event: never): unknown;
  fold(event: never, row: never): unknown;
}
