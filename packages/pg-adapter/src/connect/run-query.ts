import type { Pool, PoolClient, QueryConfig, QueryResultRow } from "pg";
import { mapPgError, PgUnavailableError } from "../errors/pg-errors.js";

/**
 * Rows of one statement on a connection of the pool.
 *
 * @throws {PgUnavailableError} without a connection
 * @throws {PgStoreError} when the server refuses the statement
 */
export async function runQuery<R extends QueryResultRow>(pool: Pool, query: QueryConfig): Promise<R[]> {
  try {
    return (await pool.query<R>(query)).rows;
  } catch (error) {
    throw mapPgError(error);
  }
}

/** Runs `work` in one READ COMMITTED transaction, which is rolled back if it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level read committed");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw mapPgError(error);
  } finally {
    client.release(broken);
  }
}

/** A connection of the pool; release it, with the error if it broke. @throws {PgUnavailableError} */
export async function connect(pool: Pool): Promise<PoolClient> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw new PgUnavailableError(error);
  }
  // pg-pool listens to idle connections alone. One that breaks between two statements of its borrower emits an error
  // that nobody hears, which ends the process; the borrower's next statement fails as well, and says so.
  if (!watched.has(client)) {
    watched.add(client);
    client.on("error", () => {});
  }
  return client;
}

const watched = new WeakSet<PoolClient>();
