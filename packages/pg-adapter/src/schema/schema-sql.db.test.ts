import { readFileSync } from "node:fs";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grantAppRole } from "../roles/grant-app-role.js";
import { createRole } from "../test-support/app-role.js";
import { fixtureFile } from "../test-support/fixture.js";
import { testPool } from "../test-support/test-pool.js";
import { forSchema } from "../values/sql-file.js";
import { migrate } from "./migrate.js";
import { MIGRATIONS } from "./migrations.js";
import { schemaSql } from "./schema-sql.js";

describe("the printed SQL", () => {
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

  it("leaves nothing for migrate to do, run by another tool", async () => {
    const schema = database.freshSchema();
    await pool.query(`begin; ${schemaSql({ schema })} commit`);
    expect(await migrate({ pool, schema })).toEqual({ migrations: [], functions: [], dropped: [] });
  });

  it("gives a role its rights, if one is named", async () => {
    const schema = database.freshSchema();
    const role = await createRole(database, pool, `${schema}_app`);
    await pool.query(`begin; ${schemaSql({ schema, appRole: role.role })} commit`);
    const sql = "select has_function_privilege($1, $2, 'execute') as may";
    expect((await pool.query(sql, [role.role, `${schema}.safe_position_1()`])).rows).toEqual([{ may: true }]);
    await grantAppRole({ pool, schema, role: role.role });
    await role.drop();
  });

  it("brings a store of an earlier migration to where migrate finds nothing to do, with a start", async () => {
    for (const [index, { name }] of MIGRATIONS.entries()) {
      const schema = database.freshSchema();
      await pool.query(forSchema(readFileSync(fixtureFile(name), "utf8"), schema));
      const later = schemaSql({ schema, from: index + 2 });
      expect(later).not.toContain("0001-events");
      await pool.query(`begin; ${later} commit`);
      expect(await migrate({ pool, schema })).toEqual({ migrations: [], functions: [], dropped: [] });
    }
  });

  it("holds every function with a start, and nothing that could not be run again", async () => {
    const schema = database.freshSchema();
    await migrate({ pool, schema });
    const later = schemaSql({ schema, from: MIGRATIONS.length + 1 });
    expect(later).toContain(`create or replace function "${schema}".append_1`);
    await pool.query(`begin; ${later} commit`);
  });
});
