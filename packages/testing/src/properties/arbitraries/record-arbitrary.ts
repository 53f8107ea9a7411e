import fc from "fast-check";
import type { z } from "zod";
import { defOf } from "./schema-def.js";

const MAX_KEYS = 3;

/** Objects for `z.record` and `z.partialRecord`: of all keys where there are only so many and each must be there. */
export function recordArbitrary(
  schema: z.ZodType,
  parts: {
    readonly keys: () => fc.Arbitrary<unknown> | undefined;
    readonly values: () => fc.Arbitrary<unknown> | undefined;
  },
): fc.Arbitrary<unknown> | undefined {
  const def = defOf(schema) as z.core.$ZodRecordDef & { readonly partial?: boolean };
  const values = parts.values();
  const known = def.keyType._zod.values;
  if (known !== undefined) {
    const isPartial = def.partial === true || def.keyType._zod.optin === "optional";
    if (values === undefined) return isPartial ? fc.constant({}) : undefined;
    const all = Object.fromEntries([...known].map((key) => [String(key), values]));
    return fc.record(all, { requiredKeys: isPartial ? [] : Object.keys(all), noNullPrototype: true });
  }
  const keys = parts.keys();
  if (values === undefined || keys === undefined) return fc.constant({});
  return fc.dictionary(keys.map(String), values, { maxKeys: MAX_KEYS, noNullPrototype: true });
}
