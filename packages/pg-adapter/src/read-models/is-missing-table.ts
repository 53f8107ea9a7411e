import { PgStoreError, sqlStateOf } from "../errors/pg-errors.js";

const UNDEFINED_TABLE = "42P01";

/** Whether a statement failed because a table is not there, as the driver or as this package says it. */
export function isMissingTable(error: unknown): boolean {
  return (error instanceof PgStoreError ? error.sqlState : sqlStateOf(error)) === UNDEFINED_TABLE;
}
