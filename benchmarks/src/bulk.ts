import { uuidv7 } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { anEvent } from "./an-event.js";
import { callsPerSecond } from "./load.js";
import { median } from "./statistics.js";

const ROUNDS = 5;
const EVENTS_PER_ROUND = 50_000;
const EVENTS_PER_APPEND = 100;
const ROWS_PER_INSERT = 5_000;

/**
 * Events per second in appends of 100 ÷ INSERT … SELECT unnest of 5,000 rows a statement into a table with the same indexes.
 * Both sides use one connection at a time.
 */
export async function benchBulk(connectionString: string): Promise<Record<string, number>> {
  const store = await openPg({ connectionString });
  await store.pool.query("create table if not exists bulk_events (like factum.events including all)");
  await store.pool.query("create sequence if not exists bulk_positions");
  const appends: number[] = [];
  const inserts: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const append = await callsPerSecond(EVENTS_PER_ROUND / EVENTS_PER_APPEND, 100, () => appendMany(store));
    const insert = await callsPerSecond(EVENTS_PER_ROUND / ROWS_PER_INSERT, 1, () => insertMany(store));
    if (round === 0) continue; // The first round warms both up.
    appends.push(append * EVENTS_PER_APPEND);
    inserts.push(insert * ROWS_PER_INSERT);
  }
  await store.close();
  return {
    "append.bulk.events_per_s": median(appends),
    "append.bulk.vs_insert_select": median(appends) / median(inserts),
  };
}

function appendMany(store: PgStore): Promise<unknown> {
  const events = Array.from({ length: EVENTS_PER_APPEND }, () => anEvent());
  return store.events.append({ streamId: `bulk-${uuidv7()}`, expectedVersion: "no-stream", events });
}

function insertMany(store: PgStore): Promise<unknown> {
  const streamId = `bulk-${uuidv7()}`;
  const events = Array.from({ length: ROWS_PER_INSERT }, () => anEvent());
  return store.pool.query({
    name: "bulk-insert",
    text: `
      insert into bulk_events (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
      select nextval('bulk_positions'), $1, ord, event_id, type, schema_version, data, metadata, clock_timestamp()
        from unnest($2::uuid[], $3::text[], $4::smallint[], $5::jsonb[], $6::jsonb[])
             with ordinality as e (event_id, type, schema_version, data, metadata, ord)`,
    values: [
      streamId,
      events.map(({ eventId }) => eventId),
      events.map(({ type }) => type),
      events.map(({ schemaVersion }) => schemaVersion),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ metadata }) => JSON.stringify(metadata)),
    ],
  });
}
