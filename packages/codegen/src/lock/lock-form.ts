import { z } from "zod";

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

const texts = z.array(z.string()).exactOptional();
const number = z.number().exactOptional();
const inner: z.ZodType<LockForm> = z.lazy(() => lockForm);

export const lockForm: z.ZodType<LockForm> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("string"),
    format: z.string().exactOptional(),
    formatOptions: z.string().exactOptional(),
    minLength: number,
    maxLength: number,
    patterns: texts,
    furtherChecks: texts,
  }),
  z.strictObject({
    kind: z.literal("number"),
    integer: z.literal(true).exactOptional(),
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: number,
    furtherChecks: texts,
  }),
  z.strictObject({ kind: z.literal("boolean"), furtherChecks: texts }),
  z.strictObject({
    kind: z.literal("literal"),
    values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
    furtherChecks: texts,
  }),
  z.strictObject({ kind: z.literal("array"), item: inner, minItems: number, maxItems: number, furtherChecks: texts }),
  z.strictObject({
    kind: z.literal("tuple"),
    items: z.array(inner),
    rest: inner.exactOptional(),
    furtherChecks: texts,
  }),
  z.strictObject({
    kind: z.literal("object"),
    fields: z.record(z.string(), inner),
    optional: texts,
    furtherChecks: texts,
  }),
  z.strictObject({
    kind: z.literal("union"),
    options: z.array(inner),
    discriminator: z.string().exactOptional(),
    furtherChecks: texts,
  }),
  z.strictObject({
    kind: z.literal("record"),
    key: inner,
    value: inner,
    exhaustive: z.literal(true).exactOptional(),
    furtherChecks: texts,
  }),
  z.strictObject({ kind: z.literal("nullable"), inner, furtherChecks: texts }),
  z.strictObject({ kind: z.literal("named"), name: z.string() }),
  z.strictObject({ kind: z.literal("unsupported"), schema: z.string() }),
]);
