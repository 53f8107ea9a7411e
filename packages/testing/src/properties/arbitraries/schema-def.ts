import type { z } from "zod";

/** A zod schema's definition, as the type that zod's own tools read it by. */
export function defOf(schema: z.ZodType): z.core.$ZodTypes["_zod"]["def"] {
  return (schema as unknown as z.core.$ZodTypes)._zod.def;
}

/** zod's internals know schemas by a narrower type than its users do. */
export function innerOf(schema: z.core.$ZodType): z.ZodType {
  return schema as z.ZodType;
}

export function checksOf(schema: z.ZodType): readonly z.core.$ZodChecks["_zod"]["def"][] {
  return (defOf(schema).checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def);
}

/** Whether something must hold that no other part of the schema says, be it a refinement. */
export function hasOwnChecks(schema: z.ZodType): boolean {
  return checksOf(schema).length > 0;
}

/** What `.meta({ id })` calls the schema. */
export function nameOf(schema: z.ZodType): string | undefined {
  const id: unknown = schema.meta()?.id;
  return typeof id === "string" ? id : undefined;
}

/** The lengths of a string or a list. */
export function itemLimitsOf(schema: z.ZodType): { readonly minimum?: number; readonly maximum?: number } {
  let limits: { minimum?: number; maximum?: number } = {};
  for (const def of checksOf(schema)) {
    if (def.check === "min_length") limits = { ...limits, minimum: Math.max(limits.minimum ?? 0, def.minimum) };
    if (def.check === "max_length") limits = { ...limits, maximum: Math.min(limits.maximum ?? Infinity, def.maximum) };
    if (def.check === "length_equals") limits = { minimum: def.length, maximum: def.length };
  }
  return limits;
}
