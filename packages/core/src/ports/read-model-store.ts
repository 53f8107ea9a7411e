import type { JsonValue } from "../values/json.js";
import type { CheckpointMove } from "./listener-store.js";

/** How a column is stored. `text` for strings, `integer` for safe integers, `json` for everything composite. */
export type ColumnType = "text" | "integer" | "number" | "boolean" | "json";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** One table of a read model: what it is called, its columns, and which of them are the key. */
export interface ReadModelTable {
  /** Lower-case snake_case, e.g. `training_list`; unique in the application. */
  readonly name: string;
  /** The read model that it belongs to, lower-case snake_case; often has the same name. */
  readonly readModel: string;
  /** The read model's, from 1; another version is another table. */
  readonly version: number;
  readonly columns: readonly Column[];
  /** Names of the key columns, at least one. */
  readonly key: readonly string[];
  /** Columns by which rows are looked for; an index for each entry. */
  readonly indexes: readonly (readonly string[])[];
}

/** The tables of one read model. They are built, swapped and dropped together. */
export interface ReadModelTables {
  /** Lower-case snake_case, e.g. `training_list`. */
  readonly name: string;
  /** From 1. */
  readonly version: number;
  readonly tables: readonly ReadModelTable[];
}

/** Which builds of a read model there are. A build is a set of tables of its own, with a checkpoint of its own. */
export interface ReadModelBuilds {
  /** The one that queries read, from 1. */
  readonly live: number;
  /** The one that is being made to replace it; null if there is none. */
  readonly building: number | null;
  /** Whether the live one's rows are written by appends now, in their own transactions; else a listener writes them. */
  readonly inline?: true;
}

/** A row with its key: column name to value, every column present. */
export type Row = Readonly<Record<string, JsonValue>>;

/** What one batch of events does to one table. */
export interface TableChanges {
  readonly table: ReadModelTable;
  readonly upserts: readonly Row[];
  /** Keys of rows to delete. */
  readonly deletes: readonly Row[];
}

/** A column to sort by: rising by its name alone, falling if it says so. */
export type ColumnOrder = string | { readonly column: string; readonly descending: true };

/** What a column that is not JSON may hold besides one value; all that is said must be true. Never true of null. */
export interface ColumnRange<Value extends string | number | boolean = string | number | boolean> {
  /** Strings by code point, false before true, as they are sorted. */
  readonly gte?: Value;
  readonly gt?: Value;
  readonly lte?: Value;
  readonly lt?: Value;
  /** One of these; of none, nothing is found. */
  readonly in?: readonly Value[];
}

/** Column to the value that it must have; null finds the rows where it is null. Or to the range that its value must be in. */
export type RowConditions = Readonly<Record<string, JsonValue | ColumnRange>>;

/** Conditions on columns, order by columns, and a bound on rows. */
export interface RowQuery {
  /** All of them must be true. */
  readonly where?: RowConditions;
  /**
   * Columns to sort by. Rising: strings by code point, false before true, null last; falling is the exact reverse, null
   * first. Rows that are equal in all of these come by their key, rising.
   */
  readonly orderBy?: readonly ColumnOrder[];
  /** At most so many rows, a safe integer from 0. Default: all. */
  readonly limit?: number;
}

export interface SwapOptions {
  /** Makes a build live though it has dead letters. Default false. */
  readonly acceptMissing?: boolean;
}

/** Where read models keep their rows. Rows and checkpoint move together or not at all. */
export interface ReadModelStore {
  /**
   * Creates what is missing: the entry that says which build is live (1 at first), and the tables of the live build and of
   * the one that is being made. Safe to call from many processes at once.
   *
   * @throws {ReadModelChangedError} when a table is there, but for other columns
   */
  prepare(model: ReadModelTables): Promise<ReadModelBuilds>;
  /** @throws {NotPreparedError} */
  builds(model: Pick<ReadModelTables, "name" | "version">): Promise<ReadModelBuilds>;
  /** Those rows of the given keys that exist in that build, in any order. */
  load(table: ReadModelTable, build: number, keys: readonly Row[]): Promise<readonly Row[]>;
  /**
   * Applies the changes and moves the checkpoint, in one transaction.
   *
   * @returns false, having changed nothing, if the checkpoint is no longer at `from` under the lease's epoch
   * @throws {InvalidDataError} when a row or a key does not fit its table; then nothing was changed
   */
  commit(move: CheckpointMove, build: number, changes: readonly TableChanges[]): Promise<boolean>;
  /**
   * Begins a new build beside the live one, or returns the one that is being made. Listeners that run the live build are
   * told by its epoch, and run the new one as well.
   *
   * @throws {NotPreparedError}
   */
  startBuild(model: Pick<ReadModelTables, "name" | "version">): Promise<number>;
  /**
   * Makes the build that is being made the live one, if every shard of it has come as far as every shard of the live one;
   * nobody can run the old one any more. Its tables stay, for those who read with an older snapshot, until the next build
   * begins or {@link dropOldBuilds} is called.
   *
   * A build that parked events has rows that lack them. It stays beside the live one until its dead letters are handled, or
   * whoever calls this accepts what is missing; its dead letters then stay dead letters, of the live build.
   *
   * @returns whether it did
   * @throws {NotPreparedError}
   * @throws {IncompleteBuildError} if it has come as far, has dead letters, and what is missing is not accepted
   */
  swap(model: Pick<ReadModelTables, "name" | "version">, options?: SwapOptions): Promise<boolean>;
  /**
   * Gives up the build that is being made: its checkpoint and dead letters go, and with them the right of whoever makes it to
   * commit anything; then its tables, unless somebody reads them just now: {@link dropOldBuilds} drops these later. Live rows
   * are untouched. Of this and a {@link swap} at the same instant one happens, and the other finds no build.
   *
   * @returns its number, which the next build has again
   * @throws {NotPreparedError}
   * @throws {NoBuildError} if none is being made
   */
  cancelBuild(model: Pick<ReadModelTables, "name" | "version">): Promise<number>;
  /** Drops the tables of builds that are neither live nor being made. @returns the names of the tables */
  dropOldBuilds(model: Pick<ReadModelTables, "name" | "version">): Promise<readonly string[]>;
  /**
   * Rows of the live build for the application's queries; in one statement, so a swap is seen wholly or not at all.
   *
   * @throws {InvalidDataError} for a column that the table does not have, a value that it cannot hold, or a wrong limit
   * @throws {NotPreparedError}
   */
  query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]>;
  /**
   * How many rows of the live build there are, of those that meet the conditions; as {@link query} in one statement.
   *
   * @throws {InvalidDataError} for a column that the table does not have, or a value that it cannot hold
   * @throws {NotPreparedError}
   */
  count(table: ReadModelTable, where?: RowConditions): Promise<number>;
}
