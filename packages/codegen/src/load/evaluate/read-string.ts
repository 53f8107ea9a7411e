import type { z } from "zod";
import type { StringForm } from "../../model/schema-form.js";
import { formatOptions } from "./format-options.js";
import { withTexts } from "./further-checks.js";

/** The form of a string schema: its format, its lengths, its patterns. */
export function readString(def: z.core.$ZodStringDef & { readonly format?: string }): StringForm {
  let form: StringForm = { kind: "string" };
  if (def.format !== undefined) form = withFormat(form, { ...def, format: def.format });
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
      return {
        ...form,
        minLength: Math.max(form.minLength ?? 0, def.length),
        maxLength: Math.min(form.maxLength ?? Number.MAX_SAFE_INTEGER, def.length),
      };
    case "string_format":
      return PATTERN_CHECKS.has(def.format) ? withPattern(form, def) : withFormat(form, def);
    default:
      return form;
  }
}

const PATTERN_CHECKS = new Set(["regex", "lowercase", "uppercase", "starts_with", "ends_with", "includes"]);

interface FormatDef {
  readonly format: string;
  readonly pattern?: RegExp | undefined;
}

function withPattern(form: StringForm, { format, pattern }: FormatDef): StringForm {
  const flags = [...(form.patternFlags ?? (form.patterns ?? []).map(() => "")), pattern?.flags ?? ""];
  return {
    ...form,
    patterns: [...(form.patterns ?? []), pattern?.source ?? format],
    ...(flags.every((each) => each === "") ? {} : { patternFlags: flags }),
  };
}

function withFormat(form: StringForm, def: FormatDef): StringForm {
  const { format } = def;
  const options = formatOptions(def);
  const own = { format, ...(options === undefined ? {} : { formatOptions: options }) };
  // `z.string().uuid()` has its format among the checks, `z.uuid()` in the schema itself.
  if (form.format === undefined) return { ...form, ...own };
  if (form.format === format && form.formatOptions === options) return form;
  // Samples are made for the format that stands last; the others are told as they are.
  const { format: other, formatOptions: otherOptions, ...rest } = form;
  return { ...(withTexts(rest, [`${other} ${otherOptions ?? ""}`.trim()]) as StringForm), ...own };
}
