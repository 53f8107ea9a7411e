import type { z } from "zod";
import type { NumberForm } from "../../model/schema-form.js";
import { withTexts } from "./further-checks.js";

const INTEGER_FORMATS = new Set(["safeint", "int32", "uint32"]);

/** The ranges of zod's number formats, those of 64 bits excepted: every JSON number is in them. */
const RANGES: Readonly<Record<string, readonly [minimum: number, maximum: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
};

/** The form of a number schema: its range, and whether it is whole. */
export function readNumber(def: z.core.$ZodNumberDef & { readonly format?: string }): NumberForm {
  let form: NumberForm = { kind: "number", integer: false };
  if (def.format !== undefined) form = withFormat(form, def.format);
  for (const check of def.checks ?? []) form = withCheck(form, (check as z.core.$ZodChecks)._zod.def);
  return form;
}

function withCheck(form: NumberForm, def: z.core.$ZodChecks["_zod"]["def"]): NumberForm {
  switch (def.check) {
    case "number_format":
      return withFormat(form, def.format);
    case "greater_than":
      return def.inclusive
        ? { ...form, minimum: Math.max(form.minimum ?? -Infinity, Number(def.value)) }
        : { ...form, exclusiveMinimum: Math.max(form.exclusiveMinimum ?? -Infinity, Number(def.value)) };
    case "less_than":
      return def.inclusive
        ? { ...form, maximum: Math.min(form.maximum ?? Infinity, Number(def.value)) }
        : { ...form, exclusiveMaximum: Math.min(form.exclusiveMaximum ?? Infinity, Number(def.value)) };
    case "multiple_of":
      return withStep(form, Number(def.value));
    default:
      return form;
  }
}

function withFormat(form: NumberForm, format: string): NumberForm {
  const integer = form.integer || INTEGER_FORMATS.has(format);
  const [minimum, maximum] = RANGES[format] ?? [];
  return {
    ...form,
    integer,
    ...(minimum === undefined ? {} : { minimum: Math.max(form.minimum ?? minimum, minimum) }),
    ...(maximum === undefined ? {} : { maximum: Math.min(form.maximum ?? maximum, maximum) }),
  };
}

function withStep(form: NumberForm, step: number): NumberForm {
  if (form.multipleOf === undefined || form.multipleOf === step) return { ...form, multipleOf: step };
  return withTexts(form, [`multiple of ${step}`]) as NumberForm;
}
