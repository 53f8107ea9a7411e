import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";

describe("forgetting outcomes in Postgres", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it("takes what is older than the instant, to the millisecond, in as many parts as it needs", async () => {
    await rememberAt("2031-05-17T08:00:00.000Z", 2_500);
    await rememberAt("2031-05-17T08:00:00.001Z", 10);
    expect(await store.outcomes.forget("2031-05-17T08:00:00.000Z")).toBe(0);
    expect(await store.outcomes.forget("2031-05-17T10:00:00.001+02:00")).toBe(2_500);
    expect(await store.outcomes.forget("2031-05-17T08:00:00.001999Z")).toBe(0);
    expect(await store.outcomes.forget("2031-05-17T08:00:00.002Z")).toBe(10);
  });

  it("takes instants of every year that can be written", async () => {
    await rememberAt("2031-05-17T08:00:00.000Z", 1);
    expect(await store.outcomes.forget("0000-01-01T00:00:00+14:00")).toBe(0);
    expect(await store.outcomes.forget("9999-12-31T23:59:59.999-14:00")).toBe(1);
  });

  it("shares the work between those who forget at the same time, and waits for nobody", async () => {
    await rememberAt("2031-05-17T08:00:00.000Z", 5_000);
    const counts = await Promise.all(
      Array.from({ length: 4 }, () => store.outcomes.forget("2031-05-17T09:00:00.000Z")),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(5_000);

    await rememberAt("2031-05-17T08:00:00.000Z", 10);
    const other = await store.pool.connect();
    await other.query(`begin; select from ${schema}.outcomes for update limit 3`);
    expect(await store.outcomes.forget("2031-05-17T09:00:00.000Z")).toBeLessThan(10);
    await other.query("rollback");
    other.release();
  });

  it("looks, of a big table, at what it forgets and at nothing else", async () => {
    await rememberAt("2031-05-17T08:00:00.000Z", 50_000);
    await rememberAt("2031-05-16T08:00:00.000Z", 100);
    const client = await store.pool.connect();
    await client.query("begin");
    const before = await readsOf(client);
    await client.query(`select ${schema}.forget_outcomes_1('2031-05-17T00:00:00Z', 1000)`);
    const after = await readsOf(client);
    await client.query("rollback");
    client.release();
    expect(after.sequential).toBe(before.sequential);
    expect(after.byIndex - before.byIndex).toBeLessThanOrEqual(200);
  });

  function rememberAt(instant: string, count: number): Promise<unknown> {
    return store.pool.query(
      `insert into ${schema}.outcomes
       select 'a-' || n, gen_random_uuid(), '{"rejection": "Full"}', gen_random_uuid(), $1
         from generate_series(1, $2::int) n`,
      [instant, count],
    );
  }

  /** How many sequential scans this transaction has made of the table, and how many rows it found by an index. */
  async function readsOf(client: PoolClient): Promise<{ readonly sequential: number; readonly byIndex: number }> {
    const { rows } = await client.query<{ sequential: number; byIndex: number }>(
      `select seq_scan::int as sequential, idx_tup_fetch::int as "byIndex"
         from pg_stat_xact_user_tables where relid = '${schema}.outcomes'::regclass`,
    );
    return rows[0] ?? { sequential: -1, byIndex: -1 };
  }
});
