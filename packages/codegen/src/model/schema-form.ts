/**
 * A zod schema as plain JSON: all that generated code, its checks and its documentation need to know of it.
 *
 * It is a form of our own, so that nothing behind the loading depends on how zod keeps its schemas.
 */
export type SchemaForm =
  | StringForm
  | NumberForm
  | BooleanForm
  | LiteralForm
  | ArrayForm
  | TupleForm
  | ObjectForm
  | UnionForm
  | RecordForm
  | NullableForm
  | NamedForm
  | UnsupportedForm;

interface CheckedForm {
  /** What must hold besides, a text for each check that this form has no place for: a refinement, say. */
  readonly furtherChecks?: readonly string[];
}

export interface StringForm extends CheckedForm {
  readonly kind: "string";
  /** zod's name of the format, e.g. `uuid`, `date`, `email`. */
  readonly format?: string;
  /** What the format was told, e.g. `version: "v7"`. */
  readonly formatOptions?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Sources of the patterns that must match, formats excluded. */
  readonly patterns?: readonly string[];
  /** The flags of each pattern, at its index; absent if none has any. */
  readonly patternFlags?: readonly string[];
}

interface BooleanForm extends CheckedForm {
  readonly kind: "boolean";
}

export interface NumberForm extends CheckedForm {
  readonly kind: "number";
  readonly integer: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export type LiteralValue = string | number | boolean | null;

/** One of some values: `z.literal`, `z.enum`, `z.null`. */
interface LiteralForm extends CheckedForm {
  readonly kind: "literal";
  readonly values: readonly LiteralValue[];
}

interface ArrayForm extends CheckedForm {
  readonly kind: "array";
  readonly item: SchemaForm;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface TupleForm extends CheckedForm {
  readonly kind: "tuple";
  readonly items: readonly SchemaForm[];
  readonly rest?: SchemaForm;
}

export interface ObjectForm extends CheckedForm {
  readonly kind: "object";
  readonly fields: readonly FieldForm[];
}

export interface UnionForm extends CheckedForm {
  readonly kind: "union";
  readonly options: readonly SchemaForm[];
  /** The field that tells the options apart, of a discriminated union. */
  readonly discriminator?: string;
}

interface RecordForm extends CheckedForm {
  readonly kind: "record";
  readonly key: SchemaForm;
  readonly value: SchemaForm;
  /** Whether every one of the keys is there, where there are only so many. */
  readonly exhaustive: boolean;
}

interface NullableForm extends CheckedForm {
  readonly kind: "nullable";
  readonly inner: SchemaForm;
}

/** A schema with `.meta({ id })`; its own form stands in the model file's {@link NamedSchema}s. */
interface NamedForm {
  readonly kind: "named";
  readonly name: string;
}

/** A schema of a type that JSON cannot represent, or that this tool does not know. */
export interface UnsupportedForm {
  readonly kind: "unsupported";
  /** As the model file spells it, e.g. `z.date()`. */
  readonly schema: string;
  /** What to write instead. */
  readonly advice: string;
}

/** A field of an object. */
export interface FieldForm {
  readonly name: string;
  readonly optional: boolean;
  readonly form: SchemaForm;
  /** From `.describe()` or `.meta({ description })`. */
  readonly description?: string;
  /** Whether its value, or what an array or the like in it holds, is marked by `.meta({ secret: true })`. */
  readonly secret?: true;
}

/** What a name stands for. */
export interface NamedSchema {
  readonly name: string;
  readonly form: SchemaForm;
  readonly description?: string;
}
