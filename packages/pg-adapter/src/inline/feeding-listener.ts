import type { PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { bumpEpochs } from "../listeners/bump-epochs.js";
import { findAndLockListener } from "../listeners/lock-listener.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema } from "../values/sql-file.js";

/** Where the listener stands that writes the rows of a build, shard by shard. Nobody moves it before the transaction ends. */
export interface FeedingListener {
  /** Whether anybody ever ran it. */
  readonly isKnown: boolean;
  /** By shard. */
  readonly positions: readonly number[];
  /** It is paused, changes its shards, or has dead letters: its rows are not those of all events before its checkpoint. */
  readonly isHeldUp: boolean;
}

export async function lockFeeding(client: PoolClient, schema: string, name: string): Promise<FeedingListener> {
  const listener = await findAndLockListener(client, schema, name);
  if (listener === undefined) return { isKnown: false, positions: [0], isHeldUp: false };
  const { rows } = await client.query<{ position: string; letters: boolean }>({
    types: OWN_TYPES,
    text: forSchema(PLACES, schema),
    values: [name],
  });
  return {
    isKnown: true,
    positions: rows.map(({ position }) => safeInteger(position)),
    isHeldUp: listener.pause !== null || listener.nextShards !== null || rows.some(({ letters }) => letters),
  };
}

/** Has nobody run it from now on. */
export async function retire(client: PoolClient, schema: string, name: string): Promise<void> {
  await findAndLockListener(client, schema, name);
  await client.query(forSchema(RETIRE, schema), [name]);
  await bumpEpochs(client, schema, name);
}

/** Has it go on behind `position`, in all its shards. @param tables those that a reset empties, if it is not known yet */
export async function revive(
  client: PoolClient,
  schema: string,
  name: string,
  { position, tables }: { readonly position: number; readonly tables: readonly string[] },
): Promise<void> {
  await client.query(forSchema(REVIVE, schema), [name, JSON.stringify(tables)]);
  await findAndLockListener(client, schema, name);
  for (const text of [CHECKPOINTS, LEASES]) await client.query(forSchema(text, schema), [name]);
  await client.query(forSchema(MOVE, schema), [name, position]);
  await bumpEpochs(client, schema, name);
}

const PLACES = `
  select c.position, exists (select from "factum".dead_letters d where d.listener = c.listener) as letters
    from "factum".checkpoints c where c.listener = $1::text order by c.shard`;

const RETIRE = `update "factum".listeners set retired = true where name = $1::text`;

const REVIVE = `
  insert into "factum".listeners (name, kind, tables, shards) values ($1::text, 'read-model', $2::jsonb, 1)
  on conflict (name) do update set retired = false, pause = null, failed_shard = null`;

const CHECKPOINTS = `
  insert into "factum".checkpoints (listener, shard, position)
  select n.name, shard, 0 from "factum".listeners n cross join generate_series(0, n.shards - 1) as shard
   where n.name = $1::text on conflict do nothing`;

const LEASES = `
  insert into "factum".leases (listener, shard, epoch, shards)
  select n.name, shard, 0, n.shards from "factum".listeners n cross join generate_series(0, n.shards - 1) as shard
   where n.name = $1::text on conflict do nothing`;

const MOVE = `
  update "factum".checkpoints set position = $2::bigint, updated_at = clock_timestamp() where listener = $1::text`;
