import { FactumError, wait } from "@factum/core";
import { type EmbeddedPostgres, startTestServer } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { isConnectionLoss } from "../errors/pg-errors.js";
import { logFaults } from "../test-support/log-faults.js";
import { storedPlaces } from "../test-support/stored-places.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";
import { TransactionLoad } from "../test-support/transaction-load.js";

const EVENTS = stressSize(20_000, 200_000);
const SCHEMA = "ordering";

describe("the order that listeners see", () => {
  let server: EmbeddedPostgres;
  let store: PgStore;

  beforeAll(async () => {
    server = await startTestServer({ max_prepared_transactions: "50" });
    store = await openPg({ connectionString: server.connectionString, schema: SCHEMA, maxConnections: 6 });
    await store.pool.query(`create table ${SCHEMA}.seen (position bigint not null)`);
    await store.pool.query(`create table ${SCHEMA}.reached (position bigint not null)`);
    await store.pool.query(`insert into ${SCHEMA}.reached values (0)`);
  });
  afterAll(async () => {
    await store?.close();
    await server?.stop();
  });

  it(`shows every one of ${EVENTS} events once to readers up to the safe position, and not to a naive one`, {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    const load = new TransactionLoad({
      connectionString: server.connectionString,
      schema: SCHEMA,
      events: EVENTS,
      writers: 24,
      onHalf: () => server.crashAndRestart(),
    });
    let isWriting = true;
    const readers = [readOutside, readInside, readNaively].map((next) => read(() => isWriting, next));
    await load.run();
    isWriting = false;
    const [outside, , naive] = await Promise.all(readers);

    const committed = await positions(`select position from ${SCHEMA}.events order by position`);
    expect(committed.length).toBeGreaterThanOrEqual(EVENTS);
    expect(outside).toEqual(committed);
    expect(await positions(`select position from ${SCHEMA}.seen order by position`)).toEqual(committed);
    // The control: if a naive reader missed nothing, then this load could not have shown a careful one to be right.
    const missed = committed.length - new Set(naive).size;
    expect(missed).toBeGreaterThan(0);

    expect(await logFaults(store.pool, SCHEMA)).toEqual([]);
    expect(load.contradictions(new Set((await storedPlaces(store.pool, SCHEMA)).keys()))).toEqual([]);
    // Nothing that died on the way still holds the bound.
    expect(await store.events.safePosition()).toBeGreaterThanOrEqual(committed.at(-1) ?? 0);
    console.info(
      `ordering: ${committed.length} events, careful readers missed 0, a naive one ${missed};`,
      Object.fromEntries(load.kinds),
    );
  });

  type Next = (seen: number[]) => Promise<number>;

  /** Reads as fast as it can while `goOn`, and to the end after that; over the server's crash, too. */
  async function read(goOn: () => boolean, next: Next): Promise<number[]> {
    const seen: number[] = [];
    for (let isLast = false; ; ) {
      const count = await next(seen).catch(async (error: unknown) => {
        if (!isPassing(error)) throw error;
        await wait(20);
        return undefined;
      });
      if (isLast && count === 0) return seen;
      if (count !== undefined) isLast = !goOn();
    }
  }

  /** Keeps its checkpoint outside the database: a position of an event that it has read, never the bound. */
  async function readOutside(seen: number[]): Promise<number> {
    const upTo = await store.events.safePosition();
    const events = await store.events.readBatch({ after: seen.at(-1) ?? 0, upTo, limit: 1_000 });
    seen.push(...events.map(({ position }) => position));
    return events.length;
  }

  /** Keeps its checkpoint in the database, together with what it has seen, and may jump to the bound. */
  async function readInside(): Promise<number> {
    const upTo = await store.events.safePosition();
    const { rows } = await store.pool.query<{ count: number }>(
      `with reached as (
         update ${SCHEMA}.reached new set position = greatest(old.position, $1) from ${SCHEMA}.reached old
         returning old.position as after
       ), seen as (
         insert into ${SCHEMA}.seen
         select e.position from ${SCHEMA}.events e, reached r where e.position > r.after and e.position <= $1
         returning 1
       )
       select count(*)::int from seen`,
      [upTo],
    );
    return rows[0]?.count ?? 0;
  }

  async function readNaively(seen: number[]): Promise<number> {
    const after = seen.at(-1) ?? 0;
    const read = `select position from ${SCHEMA}.events where position > ${after} order by position limit 1000`;
    const found = await positions(read);
    seen.push(...found);
    return found.length;
  }

  async function positions(query: string): Promise<number[]> {
    const { rows } = await store.pool.query<{ position: string }>(query);
    return rows.map(({ position }) => Number(position));
  }
});

function isPassing(error: unknown): boolean {
  return isConnectionLoss(error) || (error instanceof FactumError && isConnectionLoss(error.cause));
}
