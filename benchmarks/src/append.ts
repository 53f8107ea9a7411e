import { uuidv7 } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import type { Pool } from "pg";
import { anEvent, appendOne } from "./an-event.js";
import { callsPerSecond, latencies } from "./load.js";
import { median } from "./statistics.js";

const ROUNDS = 5;
const APPENDS_PER_ROUND = { 1: 1_000, 32: 6_000, 256: 6_000 } as const;

/** Appends of one event to a fresh stream ÷ a bare prepared INSERT of the same row. */
export async function benchAppend(connectionString: string): Promise<Record<string, number>> {
  const metrics: Record<string, number> = {};
  for (const callers of [1, 32, 256] as const) {
    const store = await openPg({ connectionString, maxConnections: Math.min(callers, 32) });
    await createBareTable(store.pool);
    const appends: number[] = [];
    const inserts: number[] = [];
    const total = APPENDS_PER_ROUND[callers];
    for (let round = 0; round <= ROUNDS; round++) {
      const append = await callsPerSecond(total, callers, () => appendOne(store.events));
      const insert = await callsPerSecond(total, callers, () => insertOne(store.pool));
      if (round === 0) continue; // The first round warms both up.
      appends.push(append);
      inserts.push(insert);
    }
    metrics[`append.c${callers}.per_s`] = median(appends);
    metrics[`append.c${callers}.vs_insert`] = median(appends) / median(inserts);
    if (callers === 1) metrics["append.c1.latency_ratio"] = await latencyRatio(store);
    await store.close();
  }
  return metrics;
}

/** Median latency of one caller's append ÷ that of a bare prepared INSERT. */
async function latencyRatio(store: PgStore): Promise<number> {
  const append: number[] = [];
  const insert: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    append.push(...(await latencies(400, () => appendOne(store.events))));
    insert.push(...(await latencies(400, () => insertOne(store.pool))));
  }
  return median(append) / median(insert);
}

async function createBareTable(pool: PgStore["pool"]): Promise<void> {
  await pool.query(`
    create table if not exists bare_events (
      position bigint generated always as identity primary key, stream_id text collate "C" not null, version bigint not null,
      event_id uuid not null, type text not null, schema_version smallint not null, data jsonb not null,
      metadata jsonb not null, recorded_at timestamptz not null default now(), unique (stream_id, version)
    )`);
}

function insertOne(pool: Pool): Promise<unknown> {
  const { eventId, type, schemaVersion, data, metadata } = anEvent();
  return pool.query({
    name: "bare-insert",
    text: `insert into bare_events (stream_id, version, event_id, type, schema_version, data, metadata)
           values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [`bench-${uuidv7()}`, 1, eventId, type, schemaVersion, data, metadata],
  });
}
