import type { ReadModelTable } from "@factum/core";
import type { Pool } from "pg";
import { inTransaction, type OwnQuery, SLOW_QUERY_MS } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { checkpointName, tableName } from "./table-ddl.js";

/** Empties a read model's table and sets its checkpoint to 0. */
export async function resetTable(pool: Pool, schema: string, table: ReadModelTable): Promise<void> {
  // The checkpoint first, as every batch does it: the two wait for each other in one order.
  const checkpoint: OwnQuery = {
    text: `update ${quoteIdentifier(schema)}.checkpoints set position = 0, updated_at = now() where listener = $1`,
    values: [checkpointName(table)],
  };
  const rows: OwnQuery = { text: `delete from ${tableName(schema, table)}`, query_timeout: SLOW_QUERY_MS };
  await inTransaction(pool, async (client) => {
    await client.query(checkpoint);
    await client.query(rows);
  });
}
