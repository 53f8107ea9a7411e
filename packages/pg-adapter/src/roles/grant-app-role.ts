import type { Pool, PoolClient } from "pg";
import { inTransaction } from "../connect/run-query.js";
import { mapPgError, PgStoreError } from "../errors/pg-errors.js";
import { AppRoleError, InsufficientRightsError, SchemaMissingError } from "../errors/schema-errors.js";
import { MIGRATION_LOCK } from "../schema/migration-lock.js";
import { schemaStateOn } from "../schema/schema-state.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { schemaName } from "../values/schema-name.js";
import { sqlSource } from "../values/sql-file.js";
import { excessRights } from "./excess-rights.js";
import { grantSql } from "./grant-sql.js";
import { roleName } from "./role-name.js";

/** What became of the application's role. */
export interface AppRoleReport {
  readonly role: string;
  /** Whether it was created, without a login. */
  readonly created: boolean;
  /** Whether it may log in itself. */
  readonly canLogin: boolean;
}

/**
 * Gives a role what an application needs and nothing more: read, append and settle through the functions,
 * write read models and snapshots. Creates the role, without login and password, if there is none. Called again, it changes nothing.
 *
 * @throws {SchemaMissingError} if there is no store
 * @throws {AppRoleError} if the role could change events all the same: a superuser, or in the owner's role
 * @throws {InsufficientRightsError} if the connection's role may not grant
 */
export async function grantAppRole(options: {
  readonly pool: Pool;
  readonly schema?: string;
  /** Default `factum_app`. */
  readonly role?: string;
}): Promise<AppRoleReport> {
  const schema = schemaName(options.schema);
  const role = roleName(options.role);
  try {
    return await inTransaction(options.pool, async (client) => {
      // GRANT fails when two do it at once.
      await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
      if (!(await schemaStateOn(client, schema)).isBookkept) throw new SchemaMissingError(schema);
      const known = await findRole(client, role);
      if (known === undefined) {
        await client.query(sqlSource("roles/create-role.sql").replaceAll('"factum_app"', quoteIdentifier(role)));
      }
      await client.query(grantSql(schema, role));
      const excess = await excessRights(client, schema, role);
      if (excess.length > 0) {
        throw new AppRoleError(role, excess, "Take that from it, or name a role of the application's own.");
      }
      return { role, created: known === undefined, canLogin: known?.canLogin ?? false };
    });
  } catch (cause) {
    const error = mapPgError(cause);
    if (!(error instanceof PgStoreError) || error.sqlState !== "42501") throw error;
    throw new InsufficientRightsError(
      `Role "${role}" could not be created or granted its rights (${error.message})`,
      `Run \`factum db roles\` as the schema's owner; if the role is missing, an administrator has to create it ` +
        `first: CREATE ROLE ${quoteIdentifier(role)}.`,
      error,
    );
  }
}

async function findRole(client: PoolClient, role: string): Promise<{ readonly canLogin: boolean } | undefined> {
  const { rows } = await client.query<{ canLogin: boolean }>(
    `select rolcanlogin as "canLogin" from pg_roles where rolname = $1`,
    [role],
  );
  return rows[0];
}
