import { NotPreparedError, nameOfTable, type ReadModelTable } from "@factum/core";
import { isMissingTable } from "./is-missing-table.js";

/** What `work` on a read model's table comes to. @throws {NotPreparedError} if there is no such table */
export async function orNotPrepared<T>(table: ReadModelTable, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isMissingTable(error) ? new NotPreparedError(nameOfTable(table)) : error;
  }
}
