import type { Pool, PoolClient } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { PgStoreError } from "../errors/pg-errors.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema } from "../values/sql-file.js";

/** How long appends are made to wait for those under way to end, before they go first again; in milliseconds. */
const LOCK_WAIT_MS = 100;
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Runs `work` in a transaction during which nobody appends: none is under way, and those that come wait for its end. It gets
 * the last position; every event up to there is visible, or will never exist.
 *
 * @returns undefined, and `work` was not called, if appends under way did not end soon: somebody appends in a long transaction
 */
export async function aloneWithTheLog<T>(
  pool: Pool,
  schema: string,
  work: (client: PoolClient, last: number) => Promise<T>,
): Promise<T | undefined> {
  let isAlone = false;
  try {
    return await inBoundedTransaction(pool, async (client) => {
      await client.query(`set local lock_timeout = ${LOCK_WAIT_MS}`);
      await client.query(forSchema(LOCK, schema));
      isAlone = true;
      const { rows } = await client.query<{ last: string }>({ types: OWN_TYPES, text: forSchema(LAST, schema) });
      return work(client, safeInteger(rows[0]?.last ?? 0));
    });
  } catch (error) {
    if (!isAlone && error instanceof PgStoreError && error.sqlState === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  }
}

const LOCK = `lock table "factum".inline_models in exclusive mode`;

const LAST = `select coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0) as last`;
