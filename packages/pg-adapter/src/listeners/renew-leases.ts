import { type LeaseKey, type LeaseReport, storableFailure } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema, sqlSource } from "../values/sql-file.js";

const RENEW = sqlSource("listeners/renew-leases.sql");

/** Runs `renew-leases.sql`. */
export async function renewLeases(
  pool: Pool,
  schema: string,
  reports: readonly LeaseReport[],
  ttlMs: number,
): Promise<LeaseKey[]> {
  const sent = reports.map(({ listener, shard, epoch, failure }) => ({
    listener,
    shard,
    epoch,
    failure: failure === null ? null : storableFailure(failure),
  }));
  const held = await runQuery<{ listener: string; shard: number; epoch: string }>(pool, {
    types: OWN_TYPES,
    text: forSchema(RENEW, schema),
    values: [JSON.stringify(sent), ttlMs],
  });
  return held.map(({ listener, shard, epoch }) => ({ listener, shard, epoch: safeInteger(epoch) }));
}
