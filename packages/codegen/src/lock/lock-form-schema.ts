import { z } from "zod";
import type { LockForm } from "./lock-form.js";

const texts = z.array(z.string()).exactOptional();
const number = z.number().exactOptional();
const inner: z.ZodType<LockForm> = z.lazy(() => lockForm);

/** What stands in a lock file for a schema. */
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
