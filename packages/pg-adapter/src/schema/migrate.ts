import type { Pool } from "pg";
import { inTransaction } from "../connect/run-query.js";
import { PgStoreError } from "../errors/pg-errors.js";
import { InsufficientRightsError } from "../errors/schema-errors.js";
import { appRoles } from "../roles/app-roles.js";
import { grantSql } from "../roles/grant-sql.js";
import { schemaName } from "../values/schema-name.js";
import { MIGRATION_LOCK } from "./migration-lock.js";
import { isNothing, planMigration } from "./migration-plan.js";
import { migrationSql } from "./migration-sql.js";
import { type SchemaLibrary, schemaLibrary } from "./schema-library.js";
import { readSchemaState, schemaStateOn } from "./schema-state.js";

/** What a migration run did, by name and in order; nothing at all if there was nothing to do. */
export interface MigrationReport {
  readonly migrations: readonly string[];
  /** Functions created, or replaced by a newer text. */
  readonly functions: readonly string[];
  /** Functions of versions that are no longer supported. */
  readonly dropped: readonly string[];
}

/**
 * Brings the schema up to date, in one transaction, under a lock: many processes may call it at once.
 *
 * With nothing to do it takes no lock, writes nothing, and needs no right but to read.
 *
 * @throws {MigrationChangedError} if the database has run another text of a migration than this library has
 * @throws {SchemaNewerError} if a newer version of the library has migrated it to something that this one cannot work with
 * @throws {InsufficientRightsError} if there is something to do, and the role may not do it
 */
export async function migrate(options: { readonly pool: Pool; readonly schema?: string }): Promise<MigrationReport> {
  return migrateTo(schemaLibrary(), { pool: options.pool, schema: schemaName(options.schema) });
}

/** Brings the schema to where the given version of the library wants it; as {@link migrate} does. */
export async function migrateTo(
  library: SchemaLibrary,
  { pool, schema }: { readonly pool: Pool; readonly schema: string },
): Promise<MigrationReport> {
  if (isNothing(planMigration(schema, await readSchemaState(pool, schema), library))) {
    return { migrations: [], functions: [], dropped: [] };
  }
  try {
    return await inTransaction(pool, async (client) => {
      await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
      const plan = planMigration(schema, await schemaStateOn(client, schema), library);
      for (const { text } of migrationSql(plan, { schema, version: library.version })) await client.query(text);
      if (!isNothing(plan)) {
        for (const role of await appRoles(client, schema)) await client.query(grantSql(schema, role));
      }
      return {
        migrations: plan.migrations.map(({ name }) => name),
        functions: plan.functions.map(({ name }) => name),
        dropped: plan.drops,
      };
    });
  } catch (error) {
    throw isRightMissing(error)
      ? new InsufficientRightsError(
          `Schema "${schema}" is to be migrated, and this role may not do it (${error.message})`,
          "Run `factum db migrate` with the role that owns the schema, or that may create one.",
          error,
        )
      : error;
  }
}

function isRightMissing(error: unknown): error is PgStoreError {
  return error instanceof PgStoreError && error.sqlState === "42501";
}
