import type { ModelPath } from "./model-path.js";
import type { FieldForm, SchemaForm } from "./schema-form.js";

/** Calls `visit` for the form and every form in it, with the path to each. Names are not followed. */
export function walkSchema(
  form: SchemaForm,
  path: ModelPath,
  visit: (form: SchemaForm, path: ModelPath) => void,
): void {
  visit(form, path);
  switch (form.kind) {
    case "array":
      return walkSchema(form.item, [...path, "[]"], visit);
    case "tuple":
      for (const [index, item] of form.items.entries()) walkSchema(item, [...path, index], visit);
      if (form.rest !== undefined) walkSchema(form.rest, [...path, "[]"], visit);
      return;
    case "object":
      return walkFields(form.fields, path, visit);
    case "union":
      for (const [index, option] of form.options.entries()) walkSchema(option, [...path, index], visit);
      return;
    case "record":
      walkSchema(form.key, [...path, "{}"], visit);
      return walkSchema(form.value, [...path, "{}"], visit);
    case "nullable":
      return walkSchema(form.inner, path, visit);
  }
}

/** {@link walkSchema} for each field. */
export function walkFields(
  fields: readonly FieldForm[],
  path: ModelPath,
  visit: (form: SchemaForm, path: ModelPath) => void,
): void {
  for (const field of fields) walkSchema(field.form, [...path, field.name], visit);
}
