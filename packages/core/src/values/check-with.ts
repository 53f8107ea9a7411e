import type { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { issuesToTell } from "../secrets/issues-to-tell.js";

/**
 * Refuses what the schema refuses, for data on its way *out* of a store. It changes nothing, and leaves unknown keys alone:
 * a newer build may have written them.
 *
 * @throws {InvalidDataError} naming every path at fault, but nothing of what the schema marks as secret
 */
export function checkWith(schema: z.ZodType, subject: string, value: unknown): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  // A strict object is strict about what comes in.
  const issues = result.error.issues.filter(({ code }) => code !== "unrecognized_keys");
  if (issues.length > 0) throw new InvalidDataError(subject, issuesToTell(schema, issues, value));
}
