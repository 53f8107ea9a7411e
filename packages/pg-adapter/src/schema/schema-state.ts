import type { Pool, PoolClient } from "pg";
import { connect } from "../connect/run-query.js";
import { mapPgError } from "../errors/pg-errors.js";
import { InsufficientRightsError } from "../errors/schema-errors.js";
import { isoTime } from "../values/iso-time.js";
import { forSchema } from "../values/sql-file.js";

/** A migration that the database has run. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly breaking: boolean;
  /** ISO 8601 in UTC. */
  readonly appliedAt: string;
}

/** A function of the schema whose name ends in a number; checksum and library are null if nobody wrote down who made it. */
export interface ExistingFunction {
  readonly name: string;
  readonly checksum: string | null;
  readonly library: string | null;
}

/** What there is in the database. */
export interface SchemaState {
  readonly schemaExists: boolean;
  /** Whether the tables of `bookkeeping.sql` are there; without them there is no store. */
  readonly isBookkept: boolean;
  readonly migrations: readonly AppliedMigration[];
  readonly functions: readonly ExistingFunction[];
}

/**
 * Reads what there is, without a lock and without rights beyond reading.
 *
 * @throws {InsufficientRightsError} when the role may not even look
 * @throws {PgUnavailableError} or {PgLoginError} without a connection
 */
export async function readSchemaState(pool: Pool, schema: string): Promise<SchemaState> {
  const client = await connect(pool);
  try {
    return await schemaStateOn(client, schema);
  } catch (error) {
    throw mapPgError(error);
  } finally {
    client.release();
  }
}

/** The same on a connection that is in a transaction; errors are those of the driver. */
export async function schemaStateOn(client: PoolClient, schema: string): Promise<SchemaState> {
  const found = await client.query<Found>(FIND, [schema]);
  const [row] = found.rows;
  if (row === undefined) return { schemaExists: false, isBookkept: false, migrations: [], functions: [] };
  if (!row.readable) {
    throw new InsufficientRightsError(
      `Role "${row.role}" may not read schema "${schema}"`,
      `Run \`factum db roles --app-role ${row.role}\` as the schema's owner.`,
    );
  }
  if (!row.bookkept) return { schemaExists: true, isBookkept: false, migrations: [], functions: [] };
  const migrations = await client.query<AppliedMigration>(forSchema(READ_MIGRATIONS, schema));
  const functions = await client.query<ExistingFunction>(forSchema(READ_FUNCTIONS, schema), [schema]);
  return { schemaExists: true, isBookkept: true, migrations: migrations.rows, functions: functions.rows };
}

interface Found {
  readonly role: string;
  readonly bookkept: boolean;
  readonly readable: boolean;
}

/** By the catalog alone, which every role may read. */
const FIND = `
  select current_user as role, count(c.oid) = 2 as bookkept,
         has_schema_privilege(n.oid, 'usage')
         and coalesce(bool_and(has_table_privilege(c.oid, 'select')), true) as readable
    from pg_namespace n
    left join pg_class c on c.relnamespace = n.oid and c.relkind = 'r' and c.relname in ('migrations', 'functions')
   where n.nspname = $1
   group by n.oid`;

const READ_MIGRATIONS = `
  select name, checksum, breaking, ${isoTime("applied_at")} as "appliedAt" from "factum".migrations order by name`;

const READ_FUNCTIONS = `
  select distinct p.proname as name, f.checksum, f.library
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace and n.nspname = $1
    left join "factum".functions f on f.name = p.proname
   where p.proname ~ '_[0-9]+$'
   order by 1`;
