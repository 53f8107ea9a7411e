import type { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { findUnknownKeys } from "./find-unknown-keys.js";
import { findUnstorable } from "./find-unstorable.js";
import { schemaIssues } from "./schema-issues.js";

/**
 * `value` as `schema` parses it, for data on its way *in*: unknown keys and whatever JSON in Postgres cannot hold exactly
 * are refused too.
 *
 * @throws {InvalidDataError} naming every path at fault
 */
export function parseWith<Output>(schema: z.ZodType<Output>, subject: string, value: unknown): Output {
  const unstorable = findUnstorable(value);
  if (unstorable.length > 0) throw new InvalidDataError(subject, unstorable);
  const result = schema.safeParse(value);
  if (!result.success) throw new InvalidDataError(subject, schemaIssues(result.error.issues));
  const unknown = findUnknownKeys(value, result.data);
  if (unknown.length > 0) throw new InvalidDataError(subject, unknown);
  return result.data;
}
