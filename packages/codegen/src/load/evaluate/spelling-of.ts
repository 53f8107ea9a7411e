import type { z } from "zod";

/** How a model file spells a schema of this kind, as far as the schema still knows. */
export function spellingOf(schema: z.ZodType): string {
  const { def, traits } = (schema as unknown as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "pipe":
      return pipeSpelling(def, traits);
    case "catch":
      return "a .catch()";
    case "custom":
      return traits.has("ZodInstanceOf") ? "z.instanceof()" : "z.custom()";
    default:
      return `z.${def.type}()`;
  }
}

/** zod makes the same of much that is spelled in another way. */
function pipeSpelling(def: z.core.$ZodPipeDef, traits: ReadonlySet<string>): string {
  if (traits.has("$ZodCodec")) return "error" in def ? "z.stringbool()" : "z.codec()";
  if (def.in._zod.def.type === "transform") return "z.preprocess()";
  return def.out._zod.def.type === "transform" ? "a .transform()" : "a .pipe()";
}
