import { randomBytes } from "node:crypto";
import type { TestDatabase } from "@factum/testing/pg";
import type { Pool } from "pg";
import { grantAppRole } from "../roles/grant-app-role.js";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** A role of the test's own, that may log in. */
export interface TestRole {
  readonly role: string;
  readonly connectionString: string;
  /** Drops it with all that it owns; its connections must have ended. */
  drop(): Promise<void>;
}

/** A role that has an application's rights in the schema. */
export async function createAppRole(database: TestDatabase, admin: Pool, schema: string): Promise<TestRole> {
  const role = await createRole(database, admin, `${schema}_app`);
  await grantAppRole({ pool: admin, schema, role: role.role });
  return role;
}

/** A role that has no rights at all. */
export async function createRole(database: TestDatabase, admin: Pool, role: string): Promise<TestRole> {
  const password = randomBytes(12).toString("hex");
  await admin.query(`create role ${quoteIdentifier(role)} login password '${password}'`);
  const url = new URL(database.connectionString);
  url.username = role;
  url.password = password;
  return {
    role,
    connectionString: url.href,
    async drop() {
      await admin.query(`drop owned by ${quoteIdentifier(role)} cascade; drop role ${quoteIdentifier(role)}`);
    },
  };
}
