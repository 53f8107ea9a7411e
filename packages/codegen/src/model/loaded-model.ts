import type { JsonValue } from "@factum/core";
import type { ModelPath } from "./model-path.js";
import type { FieldForm, NamedSchema, SchemaForm } from "./schema-form.js";

/** What the evaluation of one model file gave: plain JSON, nothing checked but that it is a model. */
export type LoadedModel = LoadedAggregate | LoadedReadModel;

export interface LoadedAggregate {
  readonly kind: "aggregate";
  readonly name: string;
  readonly category: string;
  readonly id: LoadedId;
  readonly state: SchemaForm;
  /** Where the initial state does not match the state's schema. */
  readonly initialStateIssues: readonly ValueIssue[];
  readonly snapshots?: LoadedSnapshots;
  readonly events: readonly LoadedEvent[];
  /** Names that no event may have any more. */
  readonly reservedEvents: readonly string[];
  readonly rejections: readonly LoadedRejection[];
  readonly commands: readonly LoadedCommand[];
  readonly named: readonly NamedSchema[];
  readonly malformed: readonly MalformedPart[];
}

export interface LoadedReadModel {
  readonly kind: "read-model";
  readonly name: string;
  readonly version: number;
  /** Whether its rows are written in the append's transaction. */
  readonly isInline: boolean;
  readonly from: readonly LoadedSelection[];
  /** One without a name, or those of `tables`. */
  readonly tables: readonly LoadedTable[];
  readonly named: readonly NamedSchema[];
  readonly malformed: readonly MalformedPart[];
}

/** A table of a read model. */
export interface LoadedTable {
  /** As `tables` calls it; a table that is all of its read model has none. */
  readonly name?: string;
  readonly key: readonly string[];
  readonly row: readonly FieldForm[];
  /** The columns of each index. */
  readonly indexes: readonly (readonly string[])[];
}

/** As the model file has them: whether they are sensible numbers is a rule's business. */
export interface LoadedSnapshots {
  readonly every: JsonValue;
  readonly foldVersion: JsonValue;
}

export interface LoadedId {
  readonly form: SchemaForm;
  /** Two strings that the schema accepts as two values though they mean one, e.g. a UUID in both cases. */
  readonly spellings?: readonly [string, string];
  readonly sample: Sample;
}

export interface LoadedEvent {
  readonly name: string;
  /** Fields of every schema version, from version 1; the last is the current one. */
  readonly versions: readonly (readonly FieldForm[])[];
  readonly fields: readonly SampledField[];
  /** The names that it had before. */
  readonly aliases: readonly string[];
  /** Whether no command may emit it any more. */
  readonly isRetired: boolean;
  /** Where the current version's schemas may change the data of an event on its way into the store. */
  readonly rewrites: readonly SchemaRewrite[];
}

/** A schema that may give back another value than it was given. */
export interface SchemaRewrite {
  readonly path: ModelPath;
  /** What does it, as the model file spells it, e.g. `.default()`. */
  readonly by: string;
}

export interface LoadedRejection {
  readonly name: string;
  readonly message: string;
  readonly fields: readonly FieldForm[];
}

export interface LoadedCommand {
  readonly name: string;
  readonly fields: readonly SampledField[];
  readonly emits: readonly string[];
  readonly rejects: readonly string[];
}

/** A field with the value that test builders give it. */
export interface SampledField extends FieldForm {
  readonly sample: Sample;
}

/** A valid value of a schema; or none, on purpose; or none, with the reason. */
export type Sample =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "none" }
  | { readonly kind: "problem"; readonly problem: string };

export interface LoadedSelection {
  /** Absolute path of the model file that exports the aggregate by default, if one does. */
  readonly file?: string;
  readonly aggregate: string;
  readonly types: readonly string[];
}

export interface ValueIssue {
  readonly path: string;
  readonly message: string;
}

/** A part of a model that is not what the vocabulary makes; only code that escaped the compiler has any. */
export interface MalformedPart {
  readonly path: ModelPath;
  readonly message: string;
}
