import type { z } from "zod";
import type { Sample } from "../../model/loaded-model.js";
import type { SchemaForm } from "../../model/schema-form.js";
import { acceptedSample } from "./accepted-sample.js";

/** Formats in which a letter means the same in either case. */
const CASELESS = new Set(["uuid", "guid", "ulid", "hex", "ipv6", "cidrv6", "mac", "email", "hostname"]);

/**
 * Two strings that mean one id, and that the schema accepts as two; undefined if there are none.
 *
 * Tried on the schema itself, because `.lowercase()`, `.toLowerCase()`, a pattern or a refinement all prevent it.
 */
export function spellingsOf(schema: z.ZodType, form: SchemaForm, sample: Sample): [string, string] | undefined {
  if (form.kind !== "string" || !CASELESS.has(form.format ?? "")) return undefined;
  if (sample.kind !== "value" || typeof sample.value !== "string") return undefined;
  const lower = sample.value.toLowerCase();
  const upper = sample.value.toUpperCase();
  const [first, second] = [acceptedSample(schema, lower), acceptedSample(schema, upper)];
  if (first === undefined || second === undefined || first.value === second.value) return undefined;
  return [lower, upper];
}
