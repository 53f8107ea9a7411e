import type { Pool, PoolClient } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";
import { findAndLockListener } from "./lock-listener.js";

/** Changes the number of shards, if it is to change and all have come to where they were told to stop. */
export async function reshardListener(pool: Pool, schema: string, name: string): Promise<boolean> {
  const [row] = await runQuery<{ ready: boolean }>(pool, {
    types: OWN_TYPES,
    text: forSchema(IS_READY, schema),
    values: [name],
  });
  if (row?.ready !== true) return false;
  return inBoundedTransaction(pool, async (client) => {
    if ((await findAndLockListener(client, schema, name)) === undefined) return false;
    return reshardLocked(client, schema, name);
  });
}

/** {@link reshardListener} for a listener that the transaction has locked. */
export async function reshardLocked(client: PoolClient, schema: string, name: string): Promise<boolean> {
  const { rows } = await client.query<{ ready: boolean }>({
    types: OWN_TYPES,
    text: forSchema(IS_READY, schema),
    values: [name],
  });
  if (rows[0]?.ready !== true) return false;
  for (const text of CHANGE) await client.query(forSchema(text, schema), [name]);
  return true;
}

const IS_READY = `
  select n.next_shards is not null
         and not exists (select from "factum".checkpoints c where c.listener = n.name and c.position <> n.stop_at) as ready
    from "factum".listeners n where n.name = $1::text`;

/** New rows: who waits for an old one finds none, and changes nothing. */
const CHANGE = [
  `delete from "factum".leases where listener = $1::text`,
  `delete from "factum".checkpoints where listener = $1::text`,
  `insert into "factum".leases (listener, shard, epoch, shards, paused)
   select n.name, shard, nextval('"factum".epochs'), n.next_shards, n.pause is not null or n.retired
     from "factum".listeners n cross join generate_series(0, n.next_shards - 1) as shard where n.name = $1::text`,
  `insert into "factum".checkpoints (listener, shard, epoch, position)
   select l.listener, l.shard, l.epoch, n.stop_at
     from "factum".leases l join "factum".listeners n on n.name = l.listener where n.name = $1::text`,
  `update "factum".listeners set shards = next_shards, next_shards = null, stop_at = null where name = $1::text`,
];
