import type { Pool, PoolClient } from "pg";
import { inTransaction } from "./run-query.js";

/** Longest silence inside a transaction of several statements, in milliseconds, before the server ends it. */
const IDLE_MS = 5_000;

/** A transaction that the server ends if this process falls silent in the middle of it: others wait for its locks. */
export function inBoundedTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query(`set local idle_in_transaction_session_timeout = ${IDLE_MS}`);
    return work(client);
  });
}
