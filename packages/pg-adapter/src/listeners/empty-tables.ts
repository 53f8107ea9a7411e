import type { PoolClient } from "pg";
import { type OwnQuery, SLOW_QUERY_MS } from "../connect/run-query.js";
import { qualifiedName } from "../values/qualified-name.js";

/**
 * Deletes all rows of those of the tables that exist: of the store's schema, or of another one if that stands before the name
 * with a dot. Not by TRUNCATE, after which readers with an older snapshot see an empty table.
 */
export async function emptyTables(client: PoolClient, schema: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const name = qualifiedName(schema, table);
    const { rows } = await client.query<{ there: boolean }>({
      text: "select to_regclass($1::text) is not null as there",
      values: [name],
    });
    if (rows[0]?.there !== true) continue;
    const empty: OwnQuery = { text: `delete from ${name}`, query_timeout: SLOW_QUERY_MS };
    await client.query(empty);
  }
}
