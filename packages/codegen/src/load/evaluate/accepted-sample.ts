import type { JsonValue } from "@factum/core";
import type { z } from "zod";
import { metaOf } from "./meta-of.js";

/** The value as the schema would store it, if the schema accepts it. */
export function acceptedSample(schema: z.ZodType, candidate: unknown): { readonly value: JsonValue } | undefined {
  try {
    const parsed = schema.safeParse(candidate);
    if (!parsed.success || parsed.data === undefined) return undefined;
    // A schema that trims or lower-cases accepts the candidate, but stores another value: that one is the sample.
    return { value: JSON.parse(JSON.stringify(parsed.data)) as JsonValue };
  } catch {
    // A refinement that throws, or that is asynchronous, accepts nothing.
    return undefined;
  }
}

/** What stands in `.meta({ examples })` of the schema, or of the schema that it wraps. */
export function examplesOf(schema: z.ZodType): readonly unknown[] | undefined {
  const examples = metaOf(schema)?.examples;
  if (Array.isArray(examples)) return examples;
  const def = (schema as unknown as z.core.$ZodTypes)._zod.def;
  return "innerType" in def ? examplesOf(def.innerType as z.ZodType) : undefined;
}
