import type { z } from "zod";
import { metaOf } from "./meta-of.js";

/**
 * Whether a schema is marked by `.meta({ secret: true })`, or one is that it wraps, or one of its items, entries or
 * options. The fields of an object are asked for themselves.
 */
export function holdsSecret(schema: z.ZodType): boolean {
  const seen = new Set<z.core.$ZodType>([schema]);
  // A set that grows while it is walked is walked to its new end; schemas that hold themselves are in it once.
  for (const each of seen) {
    if (metaOf(each as z.ZodType)?.secret === true) return true;
    for (const inner of partsOf(each)) seen.add(inner);
  }
  return false;
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nonoptional":
    case "nullable":
    case "readonly":
    case "default":
    case "prefault":
      return [def.innerType];
    case "lazy":
      return [def.getter()];
    case "array":
      return [def.element];
    case "tuple":
      return def.rest === null ? def.items : [...def.items, def.rest];
    case "record":
      return [def.keyType, def.valueType];
    case "union":
      return def.options;
    default:
      return [];
  }
}
