import type { LockForm } from "../lock-form.js";

/** A form in a few words: `a string`, `"low"`, `an object with a "type"`. */
export function describeForm(form: LockForm): string {
  switch (form.kind) {
    case "string":
      return form.format === undefined ? "a string" : `a string of the format ${form.format}`;
    case "number":
      return form.integer === true ? "an integer" : "a number";
    case "boolean":
      return "a boolean";
    case "literal":
      return form.values.map((value) => JSON.stringify(value)).join(" or ");
    case "array":
      return `a list of ${describeForm(form.item)}`;
    case "tuple":
      return `a list of ${form.items.length} places`;
    case "object":
      return `an object of ${Object.keys(form.fields).join(", ") || "nothing"}`;
    case "union":
      return form.options.map(describeForm).join(" or ");
    case "record":
      return "a record";
    case "nullable":
      return `${describeForm(form.inner)} or null`;
    case "named":
      return form.name;
    case "unsupported":
      return form.schema;
  }
}
