import type { JsonValue } from "../values/json.js";

/** How a column is stored. `text` for strings, `integer` for safe integers, `json` for everything composite. */
export type ColumnType = "text" | "integer" | "number" | "boolean" | "json";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** A read model's table: what it is called, its columns, and which of them are the key. */
export interface ReadModelTable {
  /** Lower-case snake_case, e.g. `training_list`. */
  readonly name: string;
  /** From 1; another version is another table. */
  readonly version: number;
  readonly columns: readonly Column[];
  /** Names of the key columns, at least one. */
  readonly key: readonly string[];
}

/** A row with its key: column name to value, every column present. */
export type Row = Readonly<Record<string, JsonValue>>;

/** What one batch of events does to a table and its checkpoint, all in one transaction. */
export interface BatchChanges {
  /** The checkpoint that the changes were computed on. */
  readonly from: number;
  /** The checkpoint afterwards. */
  readonly to: number;
  readonly upserts: readonly Row[];
  /** Keys of rows to delete. */
  readonly deletes: readonly Row[];
}

/** A column to sort by: rising by its name alone, falling if it says so. */
export type ColumnOrder = string | { readonly column: string; readonly descending: true };

/** Equality on columns, order by columns, and a bound on rows. */
export interface RowQuery {
  /** Column to value; null finds the rows where the column is null. */
  readonly where?: Readonly<Record<string, JsonValue>>;
  /**
   * Columns to sort by. Rising: strings by code point, false before true, null last; falling is the exact reverse, null
   * first. Rows that are equal in all of these come by their key, rising.
   */
  readonly orderBy?: readonly ColumnOrder[];
  /** At most so many rows, a safe integer from 0. Default: all. */
  readonly limit?: number;
}

/** Where read models keep their rows and checkpoints. Rows and checkpoint move together or not at all. */
export interface ReadModelStore {
  /** Creates the table and its checkpoint (0) where they are missing. Safe to call from many processes at once. */
  prepare(table: ReadModelTable): Promise<void>;
  /** The last position whose events are in the table. @throws {NotPreparedError} */
  checkpoint(table: ReadModelTable): Promise<number>;
  /** Those rows of the given keys that exist, in any order. */
  load(table: ReadModelTable, keys: readonly Row[]): Promise<readonly Row[]>;
  /**
   * Applies the changes and moves the checkpoint, in one transaction.
   *
   * @returns false, having changed nothing, if the checkpoint is no longer at `from`: another process was faster
   * @throws {InvalidDataError} when a row or a key does not fit the table; then nothing was changed
   */
  commit(table: ReadModelTable, changes: BatchChanges): Promise<boolean>;
  /** Empties the table and sets its checkpoint to 0, in one transaction. */
  reset(table: ReadModelTable): Promise<void>;
  /**
   * Rows for the application's queries.
   *
   * @throws {InvalidDataError} for a column that the table does not have, a value that it cannot hold, or a wrong limit
   */
  query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]>;
}
