import { NotPreparedError, type ReadModelTable } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";
import { checkpointName } from "./table-ddl.js";

/** The last position whose events are in the table. @throws {NotPreparedError} without one */
export async function readCheckpoint(pool: Pool, schema: string, table: ReadModelTable): Promise<number> {
  const [row] = await runQuery<{ position: string }>(pool, {
    types: OWN_TYPES,
    text: `select position from ${quoteIdentifier(schema)}.checkpoints where listener = $1`,
    values: [checkpointName(table)],
  });
  if (row === undefined) throw new NotPreparedError(checkpointName(table));
  return safeInteger(row.position);
}
