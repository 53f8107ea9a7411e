import type { ReadModelTable } from "@factum/core";
import type { Pool } from "pg";
import { inTransaction } from "../connect/run-query.js";
import { ReadModelChangedError } from "../errors/pg-errors.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { checkpointName, createTableSql } from "./table-ddl.js";

/**
 * Creates a read model's table and checkpoint where they are missing.
 *
 * @throws {ReadModelChangedError} when the table is there, but for other columns
 */
export async function prepareTable(pool: Pool, schema: string, table: ReadModelTable): Promise<void> {
  const quoted = quoteIdentifier(schema);
  const shape = JSON.stringify({ columns: table.columns, key: table.key });
  await inTransaction(pool, async (client) => {
    // "create table if not exists" fails when two do it at once; the lock ends with the transaction.
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [createTableSql(schema, table)]);
    await client.query(createTableSql(schema, table));
    await client.query(
      `insert into ${quoted}.checkpoints (listener, position, shape) values ($1, 0, $2) on conflict do nothing`,
      [checkpointName(table), shape],
    );
    const { rows } = await client.query<{ same: boolean }>(
      `select shape = $2::jsonb as same from ${quoted}.checkpoints where listener = $1`,
      [checkpointName(table), shape],
    );
    if (rows[0]?.same !== true) throw new ReadModelChangedError(table.name, table.version);
  });
}
