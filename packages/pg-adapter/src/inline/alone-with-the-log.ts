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
      const query = { types: OWN_TYPES, text: forSchema(LAST, schema) };
      const { rows } = await client.query<{ last: string; accompanied: boolean }>(query);
      const { last = 0, accompanied = true } = rows[0] ?? {};
      return accompanied ? undefined : work(client, safeInteger(last));
    });
  } catch (error) {
    if (!isAlone && error instanceof PgStoreError && error.sqlState === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  }
}

const LOCK = `lock table "factum".inline_models in exclusive mode`;

/**
 * In one look at the locks: who has locked streams, and has not come to the table of inline models. Appends do that in the same
 * statement; but not those that began before the migration which made the table, and are still open.
 */
const LAST = `
  with locks as materialized (
    select l.virtualtransaction, l.relation, l.mode, l.granted from pg_locks l
     where l.locktype = 'relation' and l.relation in ('"factum".streams'::regclass, '"factum".inline_models'::regclass)
       and l.database = (select d.oid from pg_database d where d.datname = current_database())
  )
  select coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0) as last,
         exists (
           select from locks s
            where s.relation = '"factum".streams'::regclass and s.mode = 'RowExclusiveLock' and s.granted
              and not exists (select from locks m where m.relation = '"factum".inline_models'::regclass
                                 and m.virtualtransaction = s.virtualtransaction)) as accompanied`;
