import type { z } from "zod";

/** How few and how many items the checks of an array allow. */
export function itemLimits(checks: readonly z.core.$ZodCheck[] | undefined): { minItems?: number; maxItems?: number } {
  let limits: { minItems?: number; maxItems?: number } = {};
  for (const check of checks ?? []) {
    const def = (check as z.core.$ZodChecks)._zod.def;
    if (def.check === "min_length") limits = { ...limits, minItems: def.minimum };
    if (def.check === "max_length") limits = { ...limits, maxItems: def.maximum };
    if (def.check === "length_equals") limits = { minItems: def.length, maxItems: def.length };
  }
  return limits;
}
