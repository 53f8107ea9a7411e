import { uuidv7 } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { appendOne, randomIds } from "./an-event.js";
import { fillLog } from "./fill-log.js";
import { callsPerSecond } from "./load.js";
import { median } from "./statistics.js";

const ROUNDS = 5;
const APPENDS_PER_ROUND = 8_000;
const CALLERS = 32;

/**
 * Appends per second with `events` stored ÷ with none, 32 callers, with UUIDv7 and with random ids. Every store has a schema
 * of its own, and the rounds alternate between them.
 */
export async function benchGrowth(connectionString: string, events: number): Promise<Record<string, number>> {
  const empty = await openPg({ connectionString, schema: "growth_empty", maxConnections: CALLERS });
  // Filling it takes one statement of minutes.
  const full = await openPg({ connectionString, schema: "growth_full", maxConnections: CALLERS, queryTimeoutMs: 0 });
  await fillLog(full.pool, "growth_full", events);
  await full.pool.query("checkpoint");
  const metrics = {
    "append.growth.events": events,
    "append.growth": await ratio(full, empty, uuidv7),
    "append.growth.random_ids": await ratio(full, empty, randomIds),
  };
  await Promise.all([full.close(), empty.close()]);
  return metrics;
}

async function ratio(full: PgStore, empty: PgStore, newId: () => string): Promise<number> {
  const rates = { full: [] as number[], empty: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const atFull = await callsPerSecond(APPENDS_PER_ROUND, CALLERS, () => appendOne(full.events, newId));
    const atEmpty = await callsPerSecond(APPENDS_PER_ROUND, CALLERS, () => appendOne(empty.events, newId));
    if (round === 0) continue; // The first round warms both up.
    rates.full.push(atFull);
    rates.empty.push(atEmpty);
  }
  return median(rates.full) / median(rates.empty);
}
