import { InvalidOptionError } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../schema/migrate.js";
import { createRole } from "../test-support/app-role.js";
import { testPool } from "../test-support/test-pool.js";
import { appRoles } from "./app-roles.js";
import { grantAppRole } from "./grant-app-role.js";

describe("grantAppRole", () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let schema: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = testPool({ connectionString: database.connectionString });
    schema = database.freshSchema();
    await migrate({ pool, schema });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });

  it("creates a role without a login, and again changes nothing, ten at a time", async () => {
    const role = `${schema}_new`;
    const reports = await Promise.all(Array.from({ length: 10 }, () => grantAppRole({ pool, schema, role })));
    expect(reports.filter(({ created }) => created)).toEqual([{ role, created: true, canLogin: false }]);
    expect(await appRoles(pool, schema)).toEqual([role]);
    await pool.query(`drop owned by ${role}; drop role ${role}`);
  });

  it("takes rights from a role that has too many, and from everybody", async () => {
    const role = await createRole(database, pool, `${schema}_before`);
    await pool.query(`grant all on all tables in schema ${schema} to ${role.role}, public;
                      grant all on all sequences in schema ${schema} to ${role.role}, public`);
    await grantAppRole({ pool, schema, role: role.role });
    const may = "select has_table_privilege($1, $2, 'insert') or has_sequence_privilege($1, $3, 'usage') as may";
    const { rows } = await pool.query(may, [role.role, `${schema}.events`, `${schema}.positions`]);
    expect(rows).toEqual([{ may: false }]);
    await role.drop();
  });

  it("refuses a superuser, and a role that may act as the owner or writes by another role", async () => {
    const { rows } = await pool.query<{ current_user: string }>("select current_user");
    const owner = rows[0]?.current_user ?? "";
    await expect(grantAppRole({ pool, schema, role: owner })).rejects.toMatchObject({
      code: "app-role",
      excess: ["it is a superuser"],
    });
    const member = await createRole(database, pool, `${schema}_member`);
    await pool.query(`grant ${owner} to ${member.role}`);
    await expect(grantAppRole({ pool, schema, role: member.role })).rejects.toMatchObject({
      excess: [`it is, or is in, role ${owner}, which owns the log`],
    });
    await member.drop();
    const writer = await createRole(database, pool, `${schema}_writer`);
    await pool.query(`grant pg_write_all_data to ${writer.role}`);
    const refusal = grantAppRole({ pool, schema, role: writer.role });
    await expect(refusal).rejects.toThrow(`INSERT on ${schema}.events`);
    // And it was given nothing.
    expect(await appRoles(pool, schema)).toEqual([]);
    await writer.drop();
  });

  it("refuses where there is no store, and names that cannot be a role", async () => {
    const nowhere = grantAppRole({ pool, schema: database.freshSchema(), role: "nobody_at_all" });
    await expect(nowhere).rejects.toMatchObject({ code: "schema-missing" });
    await expect(grantAppRole({ pool, schema, role: "public" })).rejects.toThrow(InvalidOptionError);
  });

  it("tells who may not grant whom to ask", async () => {
    const role = await createRole(database, pool, `${schema}_plain`);
    await grantAppRole({ pool, schema, role: role.role });
    const theirs = testPool({ connectionString: role.connectionString });
    const attempt = grantAppRole({ pool: theirs, schema, role: `${schema}_other` });
    await expect(attempt).rejects.toMatchObject({ code: "insufficient-rights" });
    await expect(attempt).rejects.toThrow(`CREATE ROLE "${schema}_other"`);
    await theirs.end();
    await role.drop();
  });
});
