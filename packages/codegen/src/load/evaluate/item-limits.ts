import type { z } from "zod";

/** How few and how many items the checks of an array allow. */
export function itemLimits(checks: readonly z.core.$ZodCheck[] | undefined): { minItems?: number; maxItems?: number } {
  let [minItems, maxItems] = [0, Number.POSITIVE_INFINITY];
  for (const check of checks ?? []) {
    const def = (check as z.core.$ZodChecks)._zod.def;
    if (def.check === "min_length") minItems = Math.max(minItems, def.minimum);
    if (def.check === "max_length") maxItems = Math.min(maxItems, def.maximum);
    if (def.check !== "length_equals") continue;
    minItems = Math.max(minItems, def.length);
    maxItems = Math.min(maxItems, def.length);
  }
  return {
    ...(minItems === 0 ? {} : { minItems }),
    ...(maxItems === Number.POSITIVE_INFINITY ? {} : { maxItems }),
  };
}
