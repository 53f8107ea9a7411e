import fc from "fast-check";
import type { z } from "zod";
import { staysAsItIs, TooFewValuesError } from "./settled.js";

/**
 * The schema's `.meta({ examples })` among its values; alone, if no others can be made. An example that the schema refuses, or
 * rewrites, is none.
 */
export function withExamples(
  schema: z.ZodType,
  make: () => fc.Arbitrary<unknown> | undefined,
): fc.Arbitrary<unknown> | undefined {
  const declared: unknown = schema.meta()?.examples;
  const examples = Array.isArray(declared) ? declared.filter((example) => staysAsItIs(schema, example)) : [];
  if (examples.length === 0) return make();
  const some = fc.constantFrom(...examples);
  try {
    const values = make();
    return values === undefined ? some : fc.oneof(some, values);
  } catch (error) {
    if (error instanceof TooFewValuesError) return some;
    throw error;
  }
}
