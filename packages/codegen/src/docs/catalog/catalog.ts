import type { JsonValue } from "@factum/core";
import type { FieldForm, NamedSchema, SchemaForm } from "../../model/schema-form.js";
import type { SchemaLookup } from "../../model/schema-lookup.js";
import type { CatalogFoldSpecs, CatalogSpecs } from "../specs/catalog-specs.js";

/** All that a project's models say, ready to be documented: sorted, with its documentation, free of secrets. */
export interface Catalog {
  /** From the project's package.json. */
  readonly title: string;
  readonly version: string;
  /** By category. */
  readonly aggregates: readonly CatalogAggregate[];
  /** By name. */
  readonly readModels: readonly CatalogReadModel[];
  /** Every schema with a name, by name. */
  readonly named: readonly NamedSchema[];
  readonly lookup: SchemaLookup;
}

/** A text that stands above a part of a model, as its author wrote it: anything may be in it. */
interface Documented {
  readonly name: string;
  readonly doc?: string;
}

export interface CatalogAggregate extends Documented {
  readonly category: string;
  readonly id: SchemaForm;
  readonly snapshots?: { readonly every: JsonValue; readonly foldVersion: JsonValue };
  readonly commands: readonly CatalogCommand[];
  readonly events: readonly CatalogEvent[];
  readonly rejections: readonly CatalogRejection[];
  /** Absent if its specs have written down nothing. */
  readonly specs?: CatalogSpecs;
}

export interface CatalogCommand extends Documented {
  readonly fields: readonly CatalogField[];
  /** Names of events. */
  readonly emits: readonly string[];
  readonly rejects: readonly CatalogRejection[];
  readonly example: Example;
}

export interface CatalogEvent extends Documented {
  /** Whether it is history alone: no command emits it any more. */
  readonly isRetired: boolean;
  /** What it was called before; events are stored under these names too. */
  readonly aliases: readonly string[];
  /** From schema version 1; the last is the current one. */
  readonly versions: readonly (readonly CatalogField[])[];
  /** Of the current schema version. */
  readonly example: Example;
  /** Names of commands. */
  readonly emittedBy: readonly string[];
  /** Names of read models. */
  readonly followedBy: readonly string[];
}

export interface CatalogRejection extends Documented {
  /** The sentence that the refused person reads. */
  readonly message: string;
  readonly fields: readonly CatalogField[];
}

export interface CatalogReadModel extends Documented {
  readonly version: number;
  /** Whether its rows are written in the append's transaction. */
  readonly isInline: boolean;
  readonly tables: readonly CatalogTable[];
  readonly from: readonly CatalogSelection[];
  /** Absent if its specs have written down nothing. */
  readonly specs?: CatalogFoldSpecs;
}

export interface CatalogTable {
  /** As the model's `tables` call it; absent if it is the only one. */
  readonly name?: string;
  readonly doc?: string;
  /** In the database, but for its version and build. */
  readonly table: string;
  readonly key: readonly string[];
  /** The columns of each index. */
  readonly indexes: readonly (readonly string[])[];
  readonly row: readonly CatalogField[];
}

/** Events of one aggregate. */
export interface CatalogSelection {
  readonly aggregate: string;
  readonly category: string;
  readonly types: readonly string[];
}

export interface CatalogField extends FieldForm {
  readonly doc?: string;
}

/** Data as an example. */
export interface Example {
  /** With something else in the place of what is secret. */
  readonly data: JsonValue;
  /** Whether anything had to be hidden, so that the example may not fit its schema. */
  readonly isRedacted: boolean;
}
