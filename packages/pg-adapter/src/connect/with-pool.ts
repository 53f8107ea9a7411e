import type { Pool } from "pg";
import { openPool } from "./open-pool.js";

/**
 * Runs `work` on a pool of a few connections, for a task that comes and goes, and ends the pool.
 *
 * @param connection.applicationName how Postgres shows the connections in pg_stat_activity
 */
export async function withPool<T>(
  connection: { readonly connectionString: string; readonly applicationName: string },
  work: (pool: Pool) => Promise<T>,
): Promise<T> {
  const { pool, end } = openPool({
    connectionString: connection.connectionString,
    application_name: connection.applicationName,
    connectionTimeoutMillis: 10_000,
    max: 2,
  });
  try {
    return await work(pool);
  } finally {
    await end();
  }
}
