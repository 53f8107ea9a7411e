import { nameOfTable, type ReadModelTable, type Row, rowKeyText, shardOf } from "@factum/core";

/** Locks a read model's rows share: more would cost a busy batch more than the waiting that they spare. */
const LOCKS = 256;
/** The rest of the 31 bits that a lock's number has. */
const MODELS = 2 ** 23;

/** A row as the locks know it, e.g. `training_list_v1:["0198c…"]`; the same in every build. */
export function rowText(table: ReadModelTable, key: Row): string {
  return `${nameOfTable(table)}:${rowKeyText(table, key)}`;
}

/**
 * The number of the lock of a row. Whoever writes the row takes it, whatever process and version of the library that is, so it
 * must never be another one: vectors are in the tests.
 */
export function rowLock(table: ReadModelTable, key: Row): number {
  const model = nameOfTable({ name: table.readModel, version: table.version });
  return shardOf(model, MODELS) * LOCKS + shardOf(rowText(table, key), LOCKS);
}
