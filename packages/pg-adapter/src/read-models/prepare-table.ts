import type { ReadModelTable } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { inTransaction, type OwnQuery, SLOW_QUERY_MS } from "../connect/run-query.js";
import { ReadModelChangedError } from "../errors/pg-errors.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { checkpointName, createTableSql, tableName } from "./table-ddl.js";

/**
 * Creates a read model's table and checkpoint where they are missing.
 *
 * @throws {ReadModelChangedError} when the table is there, but for other columns
 */
export async function prepareTable(pool: Pool, schema: string, table: ReadModelTable): Promise<void> {
  const checkpoints = `${quoteIdentifier(schema)}.checkpoints`;
  const listener = checkpointName(table);
  const shape = JSON.stringify({ columns: table.columns, key: table.key });
  // "create table if not exists" fails when two do it at once; the lock ends with the transaction. It is that of the name,
  // so that processes with different columns for it meet as well.
  const lock: OwnQuery = {
    text: "select pg_advisory_xact_lock(hashtextextended($1, 0))",
    values: [tableName(schema, table)],
    query_timeout: SLOW_QUERY_MS,
  };
  const create = createTableSql(schema, table);

  await inTransaction(pool, async (client) => {
    await client.query(lock);
    await client.query(create);
    await client.query(
      `insert into ${checkpoints} (listener, position, shape) values ($1, 0, $2) on conflict do nothing`,
      [listener, shape],
    );
    const { rows } = await client.query<{ same: boolean }>({
      types: OWN_TYPES,
      text: `select shape = $2::jsonb as same from ${checkpoints} where listener = $1`,
      values: [listener, shape],
    });
    if (rows[0]?.same !== true) throw new ReadModelChangedError(table.name, table.version);
  });
}
