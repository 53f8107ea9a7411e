import type { Pool } from "pg";
import { SchemaMissingError, SchemaOutdatedError } from "../errors/schema-errors.js";
import { schemaName } from "../values/schema-name.js";
import { planMigration, stepsOf } from "./migration-plan.js";
import { type SchemaLibrary, schemaLibrary } from "./schema-library.js";
import { readSchemaState } from "./schema-state.js";

/**
 * Makes sure that the schema is what this version of the library needs, and changes nothing.
 *
 * @throws {SchemaMissingError} if there is no store
 * @throws {SchemaOutdatedError} if there is something to migrate
 * @throws {MigrationChangedError} or {SchemaNewerError} as {@link migrate} does
 */
export async function verifySchema(
  { pool, schema }: { readonly pool: Pool; readonly schema?: string },
  library: SchemaLibrary = schemaLibrary(),
): Promise<void> {
  const name = schemaName(schema);
  const state = await readSchemaState(pool, name);
  if (!state.isBookkept) throw new SchemaMissingError(name);
  const steps = stepsOf(planMigration(name, state, library));
  if (steps.length > 0) throw new SchemaOutdatedError(name, steps);
}
