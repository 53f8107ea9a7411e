import type { ModelPath } from "./model-path.js";
import type { SchemaForm } from "./schema-form.js";

/** Calls `visit` for the form and every form in it, with the path to each. Names are not followed. */
export function walkSchema(
  form: SchemaForm,
  path: ModelPath,
  visit: (form: SchemaForm, path: ModelPath) => void,
): void {
  visit(form, path);
  for (const [segment, part] of partsOf(form)) {
    // `.nullable()` is no place of its own.
    walkSchema(part, segment === undefined ? path : [...path, segment], visit);
  }
}

type Part = readonly [segment: string | number | undefined, form: SchemaForm];

/** The forms directly in a form, each with its segment of a path. */
function partsOf(form: SchemaForm): readonly Part[] {
  switch (form.kind) {
    case "array":
      return [["[]", form.item]];
    case "tuple": {
      const items = form.items.map((item, index): Part => [index, item]);
      return form.rest === undefined ? items : [...items, ["[]", form.rest]];
    }
    case "object":
      return form.fields.map((field): Part => [field.name, field.form]);
    case "union":
      return form.options.map((option, index): Part => [index, option]);
    case "record":
      return [
        ["{}", form.key],
        ["{}", form.value],
      ];
    case "nullable":
      return [[undefined, form.inner]];
    default:
      return [];
  }
}
