import { MigrationChangedError, SchemaNewerError } from "../errors/schema-errors.js";
import { isOlderVersion } from "../values/library-version.js";
import type { LibraryFunction, LibraryMigration, SchemaLibrary } from "./schema-library.js";
import type { ExistingFunction, SchemaState } from "./schema-state.js";

/** So many ABI numbers of a function are kept: that of this release and that of the one before. */
const KEPT_ABIS = 2;

/** What has to be done to a schema, in this order. */
export interface MigrationPlan {
  readonly createSchema: boolean;
  readonly createBookkeeping: boolean;
  readonly migrations: readonly LibraryMigration[];
  readonly functions: readonly LibraryFunction[];
  /** Names of functions that no supported version of the library calls. */
  readonly drops: readonly string[];
}

const NOTHING: MigrationPlan = {
  createSchema: false,
  createBookkeeping: false,
  migrations: [],
  functions: [],
  drops: [],
};

/**
 * What brings the schema to where this version of the library wants it.
 *
 * Nothing, if a newer version has been there and left it fit for this one: an old process may start in the middle of a
 * rolling deploy, and touches nothing.
 *
 * @throws {MigrationChangedError} if the database has run another text of a migration
 * @throws {SchemaNewerError} if a newer version has migrated it to something that this one cannot work with
 */
export function planMigration(schema: string, state: SchemaState, library: SchemaLibrary): MigrationPlan {
  const applied = new Map(state.migrations.map((migration) => [migration.name, migration]));
  const changed = library.migrations.filter(
    ({ name, checksum }) => (applied.get(name)?.checksum ?? checksum) !== checksum,
  );
  if (changed.length > 0) throw new MigrationChangedError(schema, changed.map(nameOf));

  const pending = library.migrations.filter(({ name }) => !applied.has(name));
  const existing = new Map(state.functions.map((each) => [each.name, each]));
  const known = new Set(library.migrations.map(nameOf));
  const unknown = state.migrations.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) {
    const missing = library.functions.filter(({ name }) => !existing.has(name));
    const obstacles = [...unknown.filter(({ breaking }) => breaking || pending.length > 0), ...missing].map(nameOf);
    if (obstacles.length > 0) throw new SchemaNewerError(schema, obstacles, library.version);
    return NOTHING;
  }
  return {
    createSchema: !state.schemaExists,
    createBookkeeping: !state.isBookkept,
    migrations: pending,
    functions: library.functions.filter((each) => mustCreate(each, existing.get(each.name), library.version)),
    drops: state.functions.map(nameOf).filter((name) => isOutlived(name, library)),
  };
}

export function isNothing(plan: MigrationPlan): boolean {
  return !plan.createSchema && !plan.createBookkeeping && stepsOf(plan).length === 0 && plan.drops.length === 0;
}

/** Names of the migrations and functions to come. */
export function stepsOf({ migrations, functions }: MigrationPlan): string[] {
  return [...migrations, ...functions].map(nameOf);
}

function mustCreate({ checksum }: LibraryFunction, existing: ExistingFunction | undefined, version: string): boolean {
  if (existing === undefined || existing.checksum === null || existing.library === null) return true;
  // Two versions that start in turn would else replace each other's text for ever.
  return existing.checksum !== checksum && !isOlderVersion(version, existing.library);
}

function isOutlived(name: string, { functions }: SchemaLibrary): boolean {
  const [, family, abi] = /^([a-z_]+)_(\d+)$/.exec(name) ?? [];
  const newest = Math.max(...functions.filter((each) => each.family === family).map((each) => each.abi));
  return Number.isFinite(newest) && Number(abi) <= newest - KEPT_ABIS;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
