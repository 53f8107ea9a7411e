import type { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { issuesToTell } from "../secrets/issues-to-tell.js";
import { findUnknownKeys } from "./find-unknown-keys.js";
import { findUnstorable } from "./find-unstorable.js";

/**
 * `value` as `schema` parses it, for data on its way *in*: unknown keys and whatever JSON in Postgres cannot hold exactly
 * are refused too.
 *
 * @throws {InvalidDataError} naming every path at fault, but nothing of what the schema marks as secret
 */
export function parseWith<Output>(schema: z.ZodType<Output>, subject: string, value: unknown): Output {
  const unstorable = findUnstorable(value);
  if (unstorable.length > 0) throw new InvalidDataError(subject, issuesToTell(schema, unstorable));
  const result = schema.safeParse(value);
  if (!result.success) throw new InvalidDataError(subject, issuesToTell(schema, result.error.issues, value));
  const unknown = findUnknownKeys(value, result.data);
  if (unknown.length > 0) throw new InvalidDataError(subject, issuesToTell(schema, unknown));
  return result.data;
}
