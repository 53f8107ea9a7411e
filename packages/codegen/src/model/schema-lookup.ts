import type { NamedSchema, SchemaForm } from "./schema-form.js";

/** Names to the forms that they stand for. */
export type SchemaLookup = ReadonlyMap<string, NamedSchema>;

export function lookupOf(named: readonly NamedSchema[]): SchemaLookup {
  return new Map(named.map((schema) => [schema.name, schema]));
}

/** The form behind a name, or the form itself. */
export function unnamed(form: SchemaForm, lookup: SchemaLookup): SchemaForm {
  let current = form;
  // A name that leads back to itself would loop; no model can have more names than the lookup.
  for (let depth = 0; current.kind === "named" && depth <= lookup.size; depth++) {
    const next = lookup.get(current.name);
    if (next === undefined) break;
    current = next.form;
  }
  return current;
}
