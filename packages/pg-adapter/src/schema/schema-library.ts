import { createHash } from "node:crypto";
import { LibraryDamagedError } from "../errors/schema-errors.js";
import { libraryVersion } from "../values/library-version.js";
import { sqlSource } from "../values/sql-file.js";
import { FUNCTION_FILES, INTERNAL_FUNCTIONS, MIGRATIONS, type Migration } from "./migrations.js";

/** A migration with its text. */
export interface LibraryMigration extends Migration {
  /** With `"factum"` for the schema. */
  readonly text: string;
  readonly checksum: string;
}

/** A function with its text: `append_1` is ABI 1 of the family `append`. */
export interface LibraryFunction {
  readonly name: string;
  readonly family: string;
  readonly abi: number;
  /** Called by other functions alone. */
  readonly internal: boolean;
  /** With `"factum"` for the schema. */
  readonly text: string;
  readonly checksum: string;
}

/** All that one version of the library puts into a schema. */
export interface SchemaLibrary {
  readonly version: string;
  readonly migrations: readonly LibraryMigration[];
  readonly functions: readonly LibraryFunction[];
}

/** What this version of the library puts into a schema. */
export function schemaLibrary(): SchemaLibrary {
  return {
    version: libraryVersion(),
    migrations: MIGRATIONS.map((migration) => libraryMigration(migration, migrationSource(migration.name))),
    functions: FUNCTION_FILES.map((file) => libraryFunction(sqlSource(file))),
  };
}

export function libraryMigration(migration: Migration, text: string): LibraryMigration {
  return { ...migration, text, checksum: sha256(text) };
}

/** @throws {LibraryDamagedError} if the text does not create exactly one function whose name ends in its ABI number */
export function libraryFunction(text: string): LibraryFunction {
  const [created, another] = [...text.matchAll(/^create or replace function "factum"\.([a-z_]+)_(\d+)\s*\(/gm)];
  const [, family, abi] = created ?? [];
  if (family === undefined || abi === undefined || another !== undefined) {
    throw new LibraryDamagedError(`not one function with an ABI number: ${text.slice(0, 100)}`);
  }
  const internal = INTERNAL_FUNCTIONS.includes(family);
  return { name: `${family}_${abi}`, family, abi: Number(abi), internal, text, checksum: sha256(text) };
}

function migrationSource(name: string): string {
  return sqlSource(`schema/migrations/${name}.sql`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
