import type { z } from "zod";
import type { NumberForm } from "../../model/schema-form.js";

const INTEGER_FORMATS = new Set(["safeint", "int32", "uint32"]);

/** The form of a number schema: its range, and whether it is whole. */
export function readNumber(def: z.core.$ZodNumberDef & { readonly format?: string }): NumberForm {
  let form: NumberForm = { kind: "number", integer: INTEGER_FORMATS.has(def.format ?? "") };
  for (const check of def.checks ?? []) form = withCheck(form, (check as z.core.$ZodChecks)._zod.def);
  return form;
}

function withCheck(form: NumberForm, def: z.core.$ZodChecks["_zod"]["def"]): NumberForm {
  switch (def.check) {
    case "number_format":
      return { ...form, integer: form.integer || INTEGER_FORMATS.has(def.format) };
    case "greater_than":
      return def.inclusive ? { ...form, minimum: Number(def.value) } : { ...form, exclusiveMinimum: Number(def.value) };
    case "less_than":
      return def.inclusive ? { ...form, maximum: Number(def.value) } : { ...form, exclusiveMaximum: Number(def.value) };
    case "multiple_of":
      return { ...form, multipleOf: Number(def.value) };
    default:
      return form;
  }
}
