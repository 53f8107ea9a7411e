import type { Pool, PoolClient } from "pg";
import { sqlFile } from "../values/sql-file.js";

/** Calls `excess-rights.sql`: what a role could do to the log that an application may not, e.g. `INSERT on events`. */
export async function excessRights(client: Pool | PoolClient, schema: string, role: string): Promise<string[]> {
  const { rows } = await client.query<{ excess: string }>(sqlFile("roles/excess-rights.sql", schema), [role]);
  return rows.map(({ excess }) => excess);
}
