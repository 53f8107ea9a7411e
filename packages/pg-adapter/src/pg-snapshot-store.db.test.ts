import { snapshotStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "./connect/open-pg.js";
import { saveSql } from "./snapshots/save-snapshot.js";
import { openTwo } from "./test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

snapshotStoreContract({
  name: "PgSnapshotStore",
  open: async () => {
    const { one, other, close } = await openTwo(database);
    return { store: one.snapshots, another: other.snapshots, close };
  },
});

describe("PgSnapshotStore", () => {
  let schema: string;
  let store: PgStore;

  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return () => store.close();
  });

  it("takes along what other builds have saved of the stream more than 30 days ago", async () => {
    for (const streamId of ["a-1", "a-2"]) {
      for (const [key, days] of Object.entries({ old: 31, recent: 29, own: 31 })) await saveBefore(days, streamId, key);
    }
    await store.snapshots.save("a-1", "own", { version: 2, position: 2, state: {} });
    expect(await keysOf("a-1")).toEqual(["own 2", "recent 1"]);
    expect(await keysOf("a-2")).toEqual(["old 1", "own 1", "recent 1"]);
  });

  it("takes nothing along with a snapshot that does not stay", async () => {
    for (const key of ["old", "own"]) await saveBefore(31, "a-1", key);
    await store.snapshots.save("a-1", "own", { version: 1, position: 1, state: {} });
    expect(await keysOf("a-1")).toEqual(["old 1", "own 1"]);
  });

  it("keeps two builds apart that save at the same time, after a month of silence", async () => {
    for (let round = 0; round < 50; round++) {
      for (const key of ["a", "b", "c"]) await saveBefore(31, `a-${round}`, key);
      await Promise.all(
        ["a", "b"].map((key) => store.snapshots.save(`a-${round}`, key, { version: 2, position: 2, state: {} })),
      );
      // One may have taken along what the other was about to replace; nobody fails, and nobody's work is lost.
      expect(await keysOf(`a-${round}`)).toEqual(["a 2", "b 2"]);
    }
  });

  it("saves and loads by the primary key, however many there are", async () => {
    await store.pool.query(
      `insert into ${schema}.snapshots select 'a-' || n, 'k', 1, n, '{}', '2001-01-01' from generate_series(1, 50000) n`,
    );
    const { rows } = await store.pool.query<Record<"QUERY PLAN", string>>(`explain ${saveSql(schema)}`, [
      ...["a-7", "k", 2, 2, "{}"],
    ]);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/(Index Scan using|Bitmap Index Scan on) snapshots_pkey/);
    expect(plan).not.toContain("Seq Scan");
  });

  function saveBefore(days: number, streamId: string, key: string): Promise<unknown> {
    return store.pool.query(
      `insert into ${schema}.snapshots values ($1, $2, 1, 1, '{}', now() - make_interval(days => $3))`,
      [streamId, key, days],
    );
  }

  async function keysOf(streamId: string): Promise<string[]> {
    const { rows } = await store.pool.query<{ key: string }>(
      `select key || ' ' || version as key from ${schema}.snapshots where stream_id = $1 order by 1`,
      [streamId],
    );
    return rows.map(({ key }) => key);
  }
});
