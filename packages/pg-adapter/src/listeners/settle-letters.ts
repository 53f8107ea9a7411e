import { type CheckpointMove, storableFailure } from "@factum/core";
import type { PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { forSchema, sqlSource } from "../values/sql-file.js";

const PARK = sqlSource("listeners/park-letters.sql");

/** Whether all that a step has replayed are dead letters still. The transaction has the checkpoint locked. */
export async function areLetters(
  client: PoolClient,
  schema: string,
  { lease, replayed }: CheckpointMove,
): Promise<boolean> {
  if (replayed.length === 0) return true;
  const { rows } = await client.query<{ there: boolean }>({
    types: OWN_TYPES,
    text: forSchema(ARE_THERE, schema),
    values: [lease.listener, placesOf(replayed)],
  });
  return rows[0]?.there === true;
}

/** Deletes what a step has replayed, and runs `park-letters.sql` on what it has parked. */
export async function settleLetters(client: PoolClient, schema: string, move: CheckpointMove): Promise<void> {
  const { lease, parked, replayed } = move;
  if (replayed.length > 0) await client.query(forSchema(DELETE, schema), [lease.listener, placesOf(replayed)]);
  if (parked.length === 0) return;
  const letters = parked.map(({ key, position, error }) => ({
    key,
    position,
    error: error === null ? null : storableFailure(error),
  }));
  await client.query(forSchema(PARK, schema), [lease.listener, JSON.stringify(letters)]);
}

const ARE_THERE = `
  select not exists (
    select from jsonb_to_recordset($2::jsonb) as r (key text collate "C", position bigint)
     where not exists (select from "factum".dead_letters d
                        where d.listener = $1::text and d.key = r.key and d.position = r.position)) as there`;

const DELETE = `
  delete from "factum".dead_letters d using jsonb_to_recordset($2::jsonb) as r (key text collate "C", position bigint)
   where d.listener = $1::text and d.key = r.key and d.position = r.position`;

function placesOf(letters: CheckpointMove["replayed"]): string {
  return JSON.stringify(letters.map(({ key, position }) => ({ key, position })));
}
