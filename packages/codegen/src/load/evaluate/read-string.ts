import type { z } from "zod";
import type { StringForm } from "../../model/schema-form.js";

/** The form of a string schema: its format, its lengths, its patterns. */
export function readString(def: z.core.$ZodStringDef & { readonly format?: string }): StringForm {
  let form: StringForm = { kind: "string", ...(def.format === undefined ? {} : { format: def.format }) };
  for (const check of def.checks ?? []) form = withCheck(form, (check as z.core.$ZodChecks)._zod.def);
  return form;
}

function withCheck(form: StringForm, def: z.core.$ZodChecks["_zod"]["def"]): StringForm {
  switch (def.check) {
    case "min_length":
      return { ...form, minLength: Math.max(form.minLength ?? 0, def.minimum) };
    case "max_length":
      return { ...form, maxLength: Math.min(form.maxLength ?? Number.MAX_SAFE_INTEGER, def.maximum) };
    case "length_equals":
      return { ...form, minLength: def.length, maxLength: def.length };
    case "string_format":
      return withFormat(form, def);
    default:
      return form;
  }
}

const PATTERN_CHECKS = new Set(["regex", "lowercase", "uppercase", "starts_with", "ends_with", "includes"]);

function withFormat(
  form: StringForm,
  def: { readonly format: string; readonly pattern?: RegExp | undefined },
): StringForm {
  // `z.string().uuid()` has its format among the checks, `z.uuid()` in the schema itself.
  if (!PATTERN_CHECKS.has(def.format)) return { ...form, format: def.format };
  const pattern = def.pattern === undefined ? def.format : def.pattern.source;
  return { ...form, patterns: [...(form.patterns ?? []), pattern] };
}
