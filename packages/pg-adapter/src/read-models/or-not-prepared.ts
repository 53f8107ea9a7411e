import { NotPreparedError, type ReadModelTable } from "@factum/core";
import { PgStoreError } from "../errors/pg-errors.js";
import { checkpointName } from "./table-ddl.js";

const UNDEFINED_TABLE = "42P01";

/** What `work` on a read model's table comes to. @throws {NotPreparedError} if there is no such table */
export async function orNotPrepared<T>(table: ReadModelTable, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PgStoreError && error.sqlState === UNDEFINED_TABLE) {
      throw new NotPreparedError(checkpointName(table));
    }
    throw error;
  }
}
