import type { z } from "zod";
import type { SchemaForm } from "../../model/schema-form.js";

/** The checks that a form of each kind has a place for; readers of strings, numbers and arrays put them there. */
const UNDERSTOOD: Readonly<Record<string, readonly string[]>> = {
  string: ["min_length", "max_length", "length_equals", "string_format"],
  number: ["greater_than", "less_than", "multiple_of", "number_format"],
  array: ["min_length", "max_length", "length_equals"],
};

/** The form, and with it a text for each check of the schema that the form has no place for, e.g. of `.refine()`. */
export function withFurtherChecks(form: SchemaForm, def: z.core.$ZodTypes["_zod"]["def"]): SchemaForm {
  const understood = UNDERSTOOD[def.type] ?? [];
  const names = (def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def.check);
  return withTexts(
    form,
    names.filter((name) => !understood.includes(name)),
  );
}

/** The form, which takes only what these checks take too. */
export function withTexts(form: SchemaForm, texts: readonly string[]): SchemaForm {
  if (texts.length === 0 || form.kind === "unsupported") return form;
  // What a name stands for is the same everywhere; so the checks of one place stand around it.
  if (form.kind === "named") return { kind: "union", options: [form], furtherChecks: numbered(texts) };
  return { ...form, furtherChecks: numbered([...(form.furtherChecks ?? []), ...texts]) };
}

/** Equal texts are told apart, so that one check more is seen as one more. */
function numbered(texts: readonly string[]): readonly string[] {
  const plain = texts.map((text) => text.replace(/ #\d+$/, ""));
  return plain.map((text, index) => {
    const count = plain.slice(0, index + 1).filter((other) => other === text).length;
    return count === 1 ? text : `${text} #${count}`;
  });
}
