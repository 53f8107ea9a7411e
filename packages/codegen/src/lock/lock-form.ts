/**
 * A schema as a lock file keeps it: a {@link SchemaForm} in which names are replaced by what they stand for, fields stand
 * by name, and whatever has no order is sorted.
 */
export type LockForm =
  | LockedString
  | LockedNumber
  | LockedBoolean
  | LockedLiteral
  | LockedArray
  | LockedTuple
  | LockedObject
  | LockedUnion
  | LockedRecord
  | LockedNullable
  | LockedName
  | LockedUnsupported;

interface Checked {
  /** What must hold besides, each check by a text that nothing understands. */
  readonly furtherChecks?: readonly string[];
}

export interface LockedString extends Checked {
  readonly kind: "string";
  readonly format?: string;
  readonly formatOptions?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** As literals, with their flags. */
  readonly patterns?: readonly string[];
}

export interface LockedNumber extends Checked {
  readonly kind: "number";
  readonly integer?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

interface LockedBoolean extends Checked {
  readonly kind: "boolean";
}

export interface LockedLiteral extends Checked {
  readonly kind: "literal";
  readonly values: readonly (string | number | boolean | null)[];
}

export interface LockedArray extends Checked {
  readonly kind: "array";
  readonly item: LockForm;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface LockedTuple extends Checked {
  readonly kind: "tuple";
  readonly items: readonly LockForm[];
  readonly rest?: LockForm;
}

export interface LockedObject extends Checked {
  readonly kind: "object";
  readonly fields: Readonly<Record<string, LockForm>>;
  /** The fields that may be missing. */
  readonly optional?: readonly string[];
}

interface LockedUnion extends Checked {
  readonly kind: "union";
  readonly options: readonly LockForm[];
  readonly discriminator?: string;
}

export interface LockedRecord extends Checked {
  readonly kind: "record";
  readonly key: LockForm;
  readonly value: LockForm;
  readonly exhaustive?: true;
}

interface LockedNullable extends Checked {
  readonly kind: "nullable";
  readonly inner: LockForm;
}

/** A schema that holds itself; its form stands among the lock's named ones. */
interface LockedName {
  readonly kind: "named";
  readonly name: string;
}

interface LockedUnsupported {
  readonly kind: "unsupported";
  readonly schema: string;
}
