import type { Pool } from "pg";
import { inTransaction } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { schemaName } from "../values/schema-name.js";
import { sqlFile } from "../values/sql-file.js";
import { FUNCTION_FILES, MIGRATIONS } from "./migrations.js";

/** An arbitrary number that means "migrating a Factum schema" among the advisory locks of the database. */
const MIGRATION_LOCK = 4_837_261_900_517n;

/**
 * Brings the schema up to date, in one transaction, under a lock: many processes may call it at once.
 *
 * @returns the migrations that it applied, in order; none if there was nothing to do
 */
export async function migrate({ pool, schema }: { pool: Pool; schema?: string }): Promise<readonly string[]> {
  const name = schemaName(schema);
  const quoted = quoteIdentifier(name);
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query(`create schema if not exists ${quoted}`);
    await client.query(
      `create table if not exists ${quoted}.migrations
         (name text primary key, applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ name: string }>(`select name from ${quoted}.migrations`);
    const applied = new Set(rows.map((row) => row.name));
    const pending = MIGRATIONS.filter((migration) => !applied.has(migration));
    for (const migration of pending) {
      await client.query(sqlFile(`schema/migrations/${migration}.sql`, name));
      await client.query(`insert into ${quoted}.migrations (name) values ($1)`, [migration]);
    }
    for (const file of FUNCTION_FILES) await client.query(sqlFile(file, name));
    return pending;
  });
}
