import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "./migrate.js";
import { MIGRATIONS } from "./migrations.js";

describe("migrate", () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = new pg.Pool({ connectionString: database.connectionString, max: 10 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });

  it("applies every migration once, however many start at the same time", async () => {
    const schema = database.freshSchema();
    const runs = await Promise.all(Array.from({ length: 10 }, () => migrate({ pool, schema })));
    expect(runs.flat()).toEqual([...MIGRATIONS]);
    expect(await migrate({ pool, schema })).toEqual([]);
  });

  it("keeps several stores in one database apart", async () => {
    const schemas = [database.freshSchema(), database.freshSchema()];
    for (const schema of schemas) await migrate({ pool, schema });
    for (const schema of schemas) {
      const { rows } = await pool.query(
        `select count(*)::int as n from pg_class where relnamespace = $1::regnamespace`,
        [schema],
      );
      expect(rows[0]?.n).toBeGreaterThan(5);
    }
  });

  it.each(["", "Factum", "a-b", "a.b", 'a"; drop schema public; --', "x".repeat(56), "1st"])(
    "refuses %j as a schema name",
    async (schema) => {
      await expect(migrate({ pool, schema })).rejects.toThrow(RangeError);
    },
  );
});
