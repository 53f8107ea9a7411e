import { type LeaseKey, type ListenerFailure, type Pause, storableFailure } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { isoTime } from "../values/iso-time.js";
import { forSchema } from "../values/sql-file.js";
import { bumpEpochs } from "./bump-epochs.js";
import { findAndLockListener } from "./lock-listener.js";

/** What is noted of a pause; its time is the server's. */
export type NotedPause = Omit<Pause, "at">;

/** Sets the pause of a listener that the transaction has locked: $1 its name, $2 the pause, $3 the shard that failed. */
export const SET_PAUSE = `
  update "factum".listeners
     set pause = $2::jsonb || jsonb_build_object('at', ${isoTime("clock_timestamp()")}), failed_shard = $3::integer
   where name = $1::text`;

/** Pauses the whole listener. @returns false, having changed nothing, for a stale lease */
export async function pauseFailed(
  pool: Pool,
  schema: string,
  { listener, shard, epoch }: LeaseKey,
  failure: ListenerFailure,
): Promise<boolean> {
  const kept = storableFailure(failure);
  const pause: NotedPause = { by: "failure", reason: kept.message, failure: kept };
  return inBoundedTransaction(pool, async (client) => {
    if ((await findAndLockListener(client, schema, listener)) === undefined) return false;
    const { rowCount } = await client.query(forSchema(IS_HELD, schema), [listener, shard, epoch]);
    if (rowCount === 0) return false;
    await client.query(forSchema(SET_PAUSE, schema), [listener, JSON.stringify(pause), shard]);
    await bumpEpochs(client, schema, listener);
    return true;
  });
}

const IS_HELD = `select from "factum".leases where listener = $1::text and shard = $2::integer and epoch = $3::bigint`;
