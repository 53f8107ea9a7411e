import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { createRole } from "../test-support/app-role.js";
import { testPool } from "../test-support/test-pool.js";
import { sqlFile } from "../values/sql-file.js";
import { oldestUnhandled } from "./oldest-unhandled.js";

const EVENTS = 20_000;

// Every other position has an event, an hour old the first one, a second younger each further one.
describe("The oldest event behind a checkpoint", () => {
  let database: TestDatabase;
  let store: PgStore;
  let schema: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    await store.pool.query(
      `insert into ${schema}.events
         (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
       select n * 2, 'a-' || n, 1, gen_random_uuid(), 'Happened', 1, '{}', '{}', now() - interval '1 hour' + n * interval '1 second'
         from generate_series(1, $1::int) n`,
      [EVENTS],
    );
    await store.pool.query(`vacuum (analyze) ${schema}.events`);
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("is told with its age by the server's clock, up to the safe position", async () => {
    const oldest = await oldestUnhandled({ ...store, schema, checkpoints: [0, 1, 2, 7, 8, 2, 10], safePosition: 9 });
    expect([...oldest].map(([checkpoint, { position }]) => [checkpoint, position])).toEqual([
      [0, 2],
      [1, 2],
      [2, 4],
      [7, 8],
    ]);
    const age = oldest.get(0)?.ageMs ?? 0;
    expect(age).toBeGreaterThanOrEqual(3_599_000);
    expect(age - (oldest.get(2)?.ageMs ?? 0)).toBe(1_000);
  });

  it("is not from the future, whatever the clocks said", async () => {
    const oldest = await oldestUnhandled({ ...store, schema, checkpoints: [EVENTS * 2 - 2], safePosition: EVENTS * 2 });
    expect(oldest.get(EVENTS * 2 - 2)).toEqual({ position: EVENTS * 2, ageMs: 0 });
  });

  it("is none where there are no checkpoints", async () => {
    expect(await oldestUnhandled({ ...store, schema, checkpoints: [], safePosition: 9 })).toEqual(new Map());
  });

  it("is one look into the primary key for each checkpoint", async () => {
    const text = sqlFile("status/oldest-unhandled.sql", schema);
    const { rows } = await store.pool.query<{ "QUERY PLAN": string }>(
      `explain (analyze, timing off, summary off) ${text}`,
      [[0, EVENTS, EVENTS * 2 - 2, EVENTS * 2], EVENTS * 2],
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/Index Scan using events_pkey on events o .*loops=4/);
    expect(plan).not.toContain("Seq Scan");
  });

  it("is shown to no stranger", async () => {
    const stranger = await createRole(database, store.pool, `${schema}_stranger`);
    const pool = testPool({ connectionString: stranger.connectionString });
    const look = { pool, schema, checkpoints: [0], safePosition: 1 };
    await expect(oldestUnhandled(look)).rejects.toMatchObject({ sqlState: "42501" });
    await pool.end();
    await stranger.drop();
  });
});
