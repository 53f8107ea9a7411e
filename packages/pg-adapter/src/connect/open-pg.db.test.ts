import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "./open-pg.js";

describe("openPg", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  it("leaves no connection on the server once it is closed", async () => {
    const { connectionString } = database;
    const onlooker = new pg.Client({ connectionString });
    await onlooker.connect();
    try {
      for (let round = 0; round < 5; round++) {
        const applicationName = `closing ${round}`;
        const store = await openPg({ connectionString, schema: database.freshSchema(), applicationName });
        const unsubscribe = store.notifier.subscribe(() => {});
        await Promise.all(Array.from({ length: 10 }, () => store.pool.query("select 1")));
        unsubscribe();
        await store.close();
        const query = "select count(*)::int as left from pg_stat_activity where application_name = $1";
        const { rows } = await onlooker.query<{ left: number }>(query, [applicationName]);
        expect(rows).toEqual([{ left: 0 }]);
      }
    } finally {
      await onlooker.end();
    }
  });
});
