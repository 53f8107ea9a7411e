import { InvalidOptionError } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { type OwnQuery, SLOW_QUERY_MS } from "../connect/run-query.js";
import { qualifiedName } from "../values/qualified-name.js";
import type { ProjectionClient } from "./pg-projection.js";

export interface ProjectionSetUp {
  readonly name: string;
  readonly tables: readonly string[];
  readonly setUp: (client: ProjectionClient) => Promise<void>;
}

/**
 * Has the tables of a projection made, by one process at a time: CREATE TABLE IF NOT EXISTS fails when two do it at once.
 *
 * @throws {InvalidOptionError} for a table that is not there afterwards: a reset would not find it, and count twice
 */
export async function setUpProjection(
  pool: Pool,
  schema: string,
  { name, tables, setUp }: ProjectionSetUp,
): Promise<void> {
  const lock: OwnQuery = {
    text: "select pg_advisory_xact_lock(hashtextextended($1::text, 0))",
    values: [`${schema}.${name}`],
    query_timeout: SLOW_QUERY_MS,
  };
  await inBoundedTransaction(pool, async (client) => {
    await client.query(lock);
    await setUp(client);
    for (const table of tables) {
      const text = "select to_regclass($1::text) is not null as there";
      const { rows } = await client.query<{ there: boolean }>(text, [qualifiedName(schema, table)]);
      if (rows[0]?.there !== true) {
        throw new InvalidOptionError(
          "tables",
          table,
          `a table that setUp makes, as schema.name or of schema "${schema}"`,
        );
      }
    }
  });
}
