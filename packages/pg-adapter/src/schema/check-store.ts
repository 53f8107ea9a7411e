import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { UnsafeStoreError } from "../errors/pg-errors.js";
import { schemaName } from "../values/schema-name.js";
import { sqlFile } from "../values/sql-file.js";

/**
 * Refuses a server or a schema that would lose or hide events (`check-store.sql` says which).
 *
 * @throws {UnsafeStoreError} naming every problem and what to do about it
 */
export async function checkStore({ pool, schema }: { pool: Pool; schema?: string }): Promise<void> {
  const text = sqlFile("schema/check-store.sql", schemaName(schema));
  const problems = await runQuery<{ code: string; problem: string }>(pool, { text });
  if (problems.length > 0) throw new UnsafeStoreError(problems);
}
