import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callAppend } from "../append/append.js";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";

const WRITERS = 24;
const EVENTS = process.env.STRESS === "long" ? 400_000 : 20_000;
const STREAMS = 500;

describe("the order that listeners see", () => {
  let database: TestDatabase;
  let store: PgStore;
  let schema: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema, maxConnections: 4 });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it(`shows every one of ${EVENTS} events to a reader up to the safe position, and not to a naive one`, async () => {
    let writing = true;
    const careful = read(() => writing, carefulRead);
    const naive = read(() => writing, naiveRead);

    await Promise.all(Array.from({ length: WRITERS }, () => write()));
    writing = false;

    const committed = await committedPositions();
    const carefullySeen = await careful;
    const naivelySeen = await naive;

    expect(committed.length).toBeGreaterThanOrEqual(EVENTS);
    expect(carefullySeen).toEqual(committed);
    // The control: if a naive reader missed nothing, then this load could not have shown a careful one to be right.
    expect(naivelySeen.length).toBeLessThan(committed.length);
    console.info(
      `ordering: ${committed.length} events, careful missed 0, naive missed ${committed.length - naivelySeen.length}`,
    );
  });

  let written = 0;

  /** One writer: transactions of one to three appends, some held open for a while, one in six rolled back. */
  async function write(): Promise<void> {
    const client = new pg.Client(database.connectionString);
    await client.connect();
    while (written < EVENTS) {
      const commit = randomInt(6) > 0;
      const appends = 1 + randomInt(3);
      const size = 1 + randomInt(3);
      await client.query("begin");
      // Streams in rising order: two transactions that lock several never wait for each other in a ring.
      const streams = Array.from({ length: appends }, () => randomInt(STREAMS)).sort((a, b) => a - b);
      for (const stream of streams) {
        const events = Array.from({ length: size }, () => anEvent());
        await callAppend(client, schema, [
          { streamId: `stress-${String(stream).padStart(5, "0")}`, expectedVersion: "any", events },
        ]);
      }
      if (randomInt(3) === 0) await delay(randomInt(6));
      await client.query(commit ? "commit" : "rollback");
      if (commit) written += appends * size;
    }
    await client.end();
  }

  /** Reads as fast as it can while `goOn`, and once more after that. */
  async function read(goOn: () => boolean, next: (after: number) => Promise<number[]>): Promise<number[]> {
    const seen: number[] = [];
    for (let last = false; ; ) {
      const positions = await next(seen.at(-1) ?? 0);
      seen.push(...positions);
      if (last && positions.length === 0) return seen;
      last = !goOn();
    }
  }

  async function carefulRead(after: number): Promise<number[]> {
    const upTo = await store.events.safePosition();
    return (await store.events.readBatch({ after, upTo, limit: 1_000 })).map(({ position }) => position);
  }

  async function naiveRead(after: number): Promise<number[]> {
    const { rows } = await store.pool.query<{ position: string }>(
      `select position from ${schema}.events where position > $1 order by position limit 1000`,
      [after],
    );
    return rows.map(({ position }) => Number(position));
  }

  async function committedPositions(): Promise<number[]> {
    const { rows } = await store.pool.query<{ position: string }>(
      `select position from ${schema}.events order by position`,
    );
    return rows.map(({ position }) => Number(position));
  }
});
