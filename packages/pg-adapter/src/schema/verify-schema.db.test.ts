import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { createAppRole } from "../test-support/app-role.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { migrate } from "./migrate.js";

describe("openPg with migrate: false", () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = testPool({ connectionString: database.connectionString });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });

  it("says that there is no store, and creates none", async () => {
    const schema = database.freshSchema();
    const opening = openPg({ connectionString: database.connectionString, schema, migrate: false });
    await expect(opening).rejects.toMatchObject({ code: "schema-missing", schema });
    await expect(opening).rejects.toThrow("Run `factum db migrate`");
    const { rows } = await pool.query("select from pg_namespace where nspname = $1", [schema]);
    expect(rows).toHaveLength(0);
  });

  it("says what is missing in a store that is not up to date", async () => {
    const schema = database.freshSchema();
    await migrate({ pool, schema });
    await pool.query(`drop function ${schema}.safe_position_1()`);
    const opening = openPg({ connectionString: database.connectionString, schema, migrate: false });
    await expect(opening).rejects.toMatchObject({ code: "schema-outdated", pending: ["safe_position_1"] });
  });

  it.each([{ migrate: false }, {}])(
    "starts for the application's role with %j, which then appends and reads",
    async (start) => {
      const schema = database.freshSchema();
      await migrate({ pool, schema });
      const app = await createAppRole(database, pool, schema);
      const store = await openPg({ connectionString: app.connectionString, schema, ...start });
      try {
        expect(await store.events.safePosition()).toBe(0);
        await store.events.append({ streamId: "a-1", expectedVersion: "no-stream", events: [anEvent("One")] });
        expect(await store.events.safePosition()).toBe(1);
        const read = await store.events.readBatch({ after: 0, upTo: 1, limit: 10 });
        expect(read.map(({ type }) => type)).toEqual(["One"]);
      } finally {
        await store.close();
        await app.drop();
      }
    },
  );
});
