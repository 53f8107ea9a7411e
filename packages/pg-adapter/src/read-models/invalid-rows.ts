import { InvalidDataError, nameOfTable, type TableChanges } from "@factum/core";
import { PgStoreError } from "../errors/pg-errors.js";

/** Classes of what is wrong with the rows themselves, so that trying again would not help: 54000 is a key too long for an index. */
export const REFUSED_DATA = ["22", "23", "54"];

export function isRefusedData(error: unknown): error is PgStoreError {
  return error instanceof PgStoreError && REFUSED_DATA.includes(error.sqlState.slice(0, 2));
}

/** The server refuses rows that fit their tables: it does not say which. */
export function invalidRows(changes: readonly TableChanges[], error: PgStoreError): InvalidDataError {
  const tables = changes.map(({ table }) => nameOfTable(table)).join(", ");
  return new InvalidDataError(`the changes to ${tables}`, [{ path: "", message: error.message }]);
}
