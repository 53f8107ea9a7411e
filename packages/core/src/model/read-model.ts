import type { EventSelection } from "./aggregate.js";
import type { Shape } from "./shape.js";

/** One table of a read model. */
export interface TableDefinition<Row extends Shape> {
  /** The fields of `row` that are its key; computed from an event alone. */
  readonly key: readonly (keyof NoInfer<Row> & string)[];
  readonly row: Row;
  /** Fields of `row` that rows are looked for by; a list is one index of several. The key needs none. */
  readonly indexes?: readonly IndexDefinition<keyof NoInfer<Row> & string>[];
}

type IndexDefinition<Field extends string> = Field | readonly [Field, ...Field[]];

/** What every read model has, however many tables. */
interface FollowedEvents {
  /** From 1. Raise it when rows are to be folded anew: another version is another set of tables. Default 1. */
  readonly version?: number;
  /** The events that it follows. */
  readonly from: readonly EventSelection[];
  /**
   * Whether its rows are written in the transaction that stores the events, so that they are there when a command is answered.
   * Commands wait for it, and fail with it. Default false: a listener writes them soon afterwards.
   */
  readonly inline?: boolean;
}

interface OneTable<Row extends Shape> extends FollowedEvents, TableDefinition<Row> {
  readonly tables?: never;
}

interface SeveralTables<Rows extends Readonly<Record<string, Shape>>> extends FollowedEvents {
  /** By name. Their rows are written in one transaction, and so are always as new as each other. */
  readonly tables: { readonly [Name in keyof Rows]: TableDefinition<Rows[Name]> };
  readonly key?: never;
  readonly row?: never;
  readonly indexes?: never;
}

/** What stands in the second argument of {@link readModel}: `key` and `row` of one table, or several `tables`. */
export type ReadModelDefinition<Row extends Shape, Rows extends Readonly<Record<string, Shape>>> =
  | OneTable<Row>
  | SeveralTables<Rows>;

/** A table of a model file's read model. */
export interface TableModel {
  readonly key: readonly string[];
  readonly row: Shape;
  readonly indexes?: readonly IndexDefinition<string>[];
}

/** A model file's read model: what `readModel(…)` returns and the file exports by default. It has `key` and `row`, or `tables`. */
export interface ReadModelModel extends Partial<TableModel> {
  readonly kind: "read-model";
  readonly name: string;
  readonly version: number;
  readonly from: readonly EventSelection[];
  readonly inline?: boolean;
  readonly tables?: Readonly<Record<string, TableModel>>;
}

/**
 * Declares a read model: a table whose rows are folded from events by pure handlers, or several tables with one checkpoint.
 *
 * @example
 * readModel("TrainingList", { from: […], key: ["trainingId"], row: { trainingId: TrainingId, … }, indexes: ["traineeId"] });
 * readModel("CourseReport", { from: […], tables: { courses: { key: […], row: { … } }, trainees: { key: […], row: { … } } } });
 *
 * @param name PascalCase, e.g. `TrainingList`
 */
export function readModel<
  const Row extends Shape = Readonly<Record<never, never>>,
  const Rows extends Readonly<Record<string, Shape>> = Readonly<Record<never, never>>,
>(name: string, definition: ReadModelDefinition<Row, Rows>): ReadModelModel {
  // What else a definition holds is the business of `factum generate`, which says so.
  return { ...definition, kind: "read-model", name, version: definition.version ?? 1 };
}
