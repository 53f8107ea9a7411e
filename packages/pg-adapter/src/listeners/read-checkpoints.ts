import type { Pause, ShardCheckpoint } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema } from "../values/sql-file.js";

/** Where the shards of these listeners stand, in their order. */
export async function readCheckpoints(
  pool: Pool,
  schema: string,
  listeners: readonly string[],
): Promise<ShardCheckpoint[]> {
  const rows = await runQuery<CheckpointRow>(pool, {
    types: OWN_TYPES,
    text: forSchema(CHECKPOINTS, schema),
    values: [JSON.stringify(listeners)],
  });
  return rows.map(({ listener, shard, epoch, position, pause }) => ({
    listener,
    shard,
    epoch: safeInteger(epoch),
    position: safeInteger(position),
    pause,
  }));
}

const CHECKPOINTS = `
  select c.listener, c.shard, c.epoch, c.position, n.pause
    from "factum".checkpoints c join "factum".listeners n on n.name = c.listener
   where c.listener in (select jsonb_array_elements_text($1::jsonb) collate "C") order by c.listener, c.shard`;

interface CheckpointRow {
  readonly listener: string;
  readonly shard: number;
  readonly epoch: string;
  readonly position: string;
  readonly pause: Pause | null;
}
