import { type Pause, UnknownListenerError } from "@factum/core";
import type { PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema } from "../values/sql-file.js";

/** A listener as it is while its rows are locked. */
export interface LockedListener {
  readonly shards: number;
  readonly nextShards: number | null;
  readonly stopAt: number | null;
  readonly pause: Pause | null;
  readonly failedShard: number | null;
  readonly tables: readonly string[];
  readonly retired: boolean;
}

/**
 * Locks a listener with all its leases and checkpoints. All who lock several of these rows do so in this order: the listener,
 * its leases, its checkpoints, each by shard.
 *
 * @throws {UnknownListenerError}
 */
export async function lockListener(client: PoolClient, schema: string, name: string): Promise<LockedListener> {
  const listener = await findAndLockListener(client, schema, name);
  if (listener === undefined) throw new UnknownListenerError(name);
  return listener;
}

/** {@link lockListener}, but for one that may be unknown. */
export async function findAndLockListener(
  client: PoolClient,
  schema: string,
  name: string,
): Promise<LockedListener | undefined> {
  const { rows } = await client.query<ListenerRow>({
    types: OWN_TYPES,
    text: forSchema(LOCK_LISTENER, schema),
    values: [name],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  for (const table of ["leases", "checkpoints"]) {
    const text = `select from "factum".${table} where listener = $1::text order by shard for update`;
    await client.query(forSchema(text, schema), [name]);
  }
  return {
    shards: row.shards,
    nextShards: row.next_shards,
    stopAt: row.stop_at === null ? null : safeInteger(row.stop_at),
    pause: row.pause,
    failedShard: row.failed_shard,
    tables: row.tables,
    retired: row.retired,
  };
}

const LOCK_LISTENER = `
  select shards, next_shards, stop_at, pause, failed_shard, tables, retired
    from "factum".listeners where name = $1::text for update`;

interface ListenerRow {
  readonly shards: number;
  readonly next_shards: number | null;
  readonly stop_at: string | null;
  readonly pause: Pause | null;
  readonly failed_shard: number | null;
  readonly tables: readonly string[];
  readonly retired: boolean;
}
