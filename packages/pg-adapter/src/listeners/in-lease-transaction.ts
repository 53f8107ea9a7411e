import type { CheckpointMove } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { inTransaction } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";

/**
 * Runs `work` in a transaction of the owner of a lease that has locked the checkpoint where the step begins: nobody else makes
 * one before it ends. To move it is the last thing that `work` does, so that nothing is passed over by whoever ends the
 * transaction in the middle of it. No statement of it lasts longer than half the lease, nor does a silence between two, so an owner that
 * freezes in the middle of it does not keep the next one waiting.
 *
 * @param work returns whether to commit
 * @returns whether it was committed; false, and `work` was not called, if the fence does not hold
 */
export async function inLeaseTransaction(
  pool: Pool,
  schema: string,
  { lease, from }: Pick<CheckpointMove, "lease" | "from">,
  work: (client: PoolClient) => Promise<boolean>,
): Promise<boolean> {
  const { listener, shard, epoch } = lease;
  try {
    return await inTransaction(pool, async (client) => {
      const timeouts = await client.query(forSchema(TIMEOUTS, schema), [listener, shard, epoch]);
      if (timeouts.rowCount !== 1) return false;
      const locked = await client.query(forSchema(LOCK, schema), [listener, shard, epoch, from]);
      if (locked.rowCount !== 1) return false;
      if (!(await work(client))) throw new RollBack();
      return true;
    });
  } catch (error) {
    if (error instanceof RollBack) return false;
    throw error;
  }
}

/** Leads out of a transaction that is not to be committed. */
class RollBack extends Error {}

/** A timeout of 0 would be none. */
const TIMEOUTS = `
  select set_config('idle_in_transaction_session_timeout', greatest(l.ttl_ms / 2, 1)::text, true),
         set_config('statement_timeout', greatest(l.ttl_ms / 2, 1)::text, true)
    from "factum".leases l where l.listener = $1::text and l.shard = $2::integer and l.epoch = $3::bigint`;

const LOCK = `
  select from "factum".checkpoints
   where listener = $1::text and shard = $2::integer and epoch = $3::bigint and position = $4::bigint for update`;
