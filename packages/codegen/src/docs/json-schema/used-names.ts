import type { FieldForm } from "../../model/schema-form.js";
import type { SchemaLookup } from "../../model/schema-lookup.js";
import { walkSchema } from "../../model/walk-schema.js";

/** Every named schema that the fields lead to, each once, sorted by the lookup's own order. */
export function usedNames(fields: readonly FieldForm[], lookup: SchemaLookup): readonly string[] {
  const used = new Set<string>();
  const visit = (form: FieldForm["form"]) =>
    walkSchema(form, [], (inner) => {
      if (inner.kind === "named") used.add(inner.name);
    });
  for (const { form } of fields) visit(form);
  // A set that grows while it is walked is walked to its new end: a named schema may use others.
  for (const name of used) {
    const named = lookup.get(name);
    if (named !== undefined) visit(named.form);
  }
  return [...lookup.keys()].filter((name) => used.has(name));
}
