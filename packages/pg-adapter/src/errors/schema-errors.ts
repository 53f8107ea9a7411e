import { FactumError } from "@factum/core";

const MIGRATE = "Run `factum db migrate` with a role that owns the schema";

/** The database has no store in this schema. */
export class SchemaMissingError extends FactumError {
  readonly code = "schema-missing";
  readonly schema: string;

  constructor(schema: string) {
    super(`This database has no store in schema "${schema}". ${MIGRATE} or may create it.`);
    this.schema = schema;
  }
}

/** The schema lacks migrations or functions that this version of the library needs. */
export class SchemaOutdatedError extends FactumError {
  readonly code = "schema-outdated";
  readonly schema: string;
  /** Migrations and functions to come, in order. */
  readonly pending: readonly string[];

  constructor(schema: string, pending: readonly string[]) {
    super(`Schema "${schema}" is not up to date: ${pending.join(", ")} to come. ${MIGRATE}.`);
    this.schema = schema;
    this.pending = pending;
  }
}

/** A newer version of the library has migrated the schema, to something that this version cannot work with. */
export class SchemaNewerError extends FactumError {
  readonly code = "schema-newer";
  readonly schema: string;
  /** What this version does not know, or misses. */
  readonly unknown: readonly string[];

  constructor(schema: string, unknown: readonly string[], libraryVersion: string) {
    super(
      `Schema "${schema}" is newer than this version of @factum/pg-adapter, ${libraryVersion}, can work with ` +
        `(${unknown.join(", ")}). Nothing was changed. Deploy the version that migrated it, or a later one.`,
    );
    this.schema = schema;
    this.unknown = unknown;
  }
}

/** A migration file is no longer what the database has run. */
export class MigrationChangedError extends FactumError {
  readonly code = "migration-changed";
  readonly schema: string;
  readonly migrations: readonly string[];

  constructor(schema: string, migrations: readonly string[]) {
    super(
      `Schema "${schema}" was migrated with another text of ${migrations.join(", ")} than this version of the library ` +
        "has. Released migrations are never edited: put the library's own files back, and make changes in a new " +
        "migration. (A database of an unreleased build is to be made anew.)",
    );
    this.schema = schema;
    this.migrations = migrations;
  }
}

/** A file that came with the library is not what it has to be. */
export class LibraryDamagedError extends FactumError {
  readonly code = "library-damaged";

  /** @param found what a file holds */
  constructor(found: string) {
    super(`@factum/pg-adapter is not installed as it was published (${found}). Install it anew.`);
  }
}

/** The connection's role may not do what was asked of it. Nothing was changed. */
export class InsufficientRightsError extends FactumError {
  readonly code = "insufficient-rights";

  constructor(what: string, advice: string, cause?: unknown) {
    super(`${what}. ${advice}`, { cause });
  }
}

/** A role that could do more to the log than an application may, or that cannot be granted anything. */
export class AppRoleError extends FactumError {
  readonly code = "app-role";
  readonly role: string;
  /** What it could do, e.g. `INSERT on events`. */
  readonly excess: readonly string[];

  constructor(role: string, excess: readonly string[], advice: string) {
    super(`Role "${role}" cannot be the application's: ${excess.join(", ")}. ${advice}`);
    this.role = role;
    this.excess = excess;
  }
}
