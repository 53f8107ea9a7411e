import type { Lease, LeaseRequest } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema, sqlSource } from "../values/sql-file.js";

const ACQUIRE = sqlSource("listeners/acquire-leases.sql");
const PARKED_KEYS = sqlSource("listeners/parked-keys.sql");

/**
 * Runs `acquire-leases.sql`, and only if there were leases `parked-keys.sql`: in a statement of its own, because the first one
 * may have begun before the last step of the owner before, and have taken its lease after it.
 */
export async function acquireLeases(pool: Pool, schema: string, request: LeaseRequest): Promise<Lease[]> {
  const taken = await runQuery<LeaseRow>(pool, {
    types: OWN_TYPES,
    text: forSchema(ACQUIRE, schema),
    values: [JSON.stringify(request.listeners), request.owner, request.ttlMs],
  });
  if (taken.length === 0) return [];
  const parked = await runQuery<KeyRow>(pool, {
    types: OWN_TYPES,
    text: forSchema(PARKED_KEYS, schema),
    values: [JSON.stringify([...new Set(taken.map(({ listener }) => listener))])],
  });
  const keysOf = keysByListener(parked);
  return taken
    .map(
      ({ listener, shard, epoch, shards, stop_at, position }): Lease => ({
        listener,
        shard,
        epoch: safeInteger(epoch),
        shards,
        position: safeInteger(position),
        stopAt: stop_at === null ? null : safeInteger(stop_at),
        ...(keysOf.get(listener) ?? NO_KEYS),
      }),
    )
    .sort((a, b) => (a.listener === b.listener ? a.shard - b.shard : a.listener < b.listener ? -1 : 1));
}

type Keys = Pick<Lease, "parkedKeys" | "replayKeys">;

const NO_KEYS: Keys = { parkedKeys: [], replayKeys: [] };

/** Each list once, for all shards: there may be many keys, and many shards. */
function keysByListener(rows: readonly KeyRow[]): ReadonlyMap<string, Keys> {
  const keys = new Map<string, { parkedKeys: string[]; replayKeys: string[] }>();
  for (const { listener, key, replay } of rows) {
    const known = keys.get(listener) ?? { parkedKeys: [], replayKeys: [] };
    keys.set(listener, known);
    known.parkedKeys.push(key);
    if (replay) known.replayKeys.push(key);
  }
  return keys;
}

interface LeaseRow {
  readonly listener: string;
  readonly shard: number;
  readonly epoch: string;
  readonly shards: number;
  readonly stop_at: string | null;
  readonly position: string;
}

interface KeyRow {
  readonly listener: string;
  readonly key: string;
  readonly replay: boolean;
}
