import type { JsonValue } from "@factum/core";
import type { FieldForm, SchemaForm } from "../model/schema-form.js";
import type { SchemaLookup } from "../model/schema-lookup.js";
import type { Doc } from "./printer/doc.js";
import { stringLiteral } from "./printer/string-literal.js";
import { valueExpression } from "./value-expression.js";

/**
 * A field's sample as an expression of the field's type: brands cannot be written, only asserted.
 *
 * @param dataType the type that has the field, as the file spells it
 */
export function sampleExpression(field: FieldForm, value: JsonValue, dataType: string, lookup: SchemaLookup): Doc {
  const plain = valueExpression(value);
  const isEmpty = Array.isArray(value) && value.length === 0;
  if (value === null || isEmpty || !holdsBrand(field.form, lookup, new Set())) return plain;
  if (field.form.kind === "named" && typeof value === "string") return [plain, ` as types.${field.form.name}`];
  return [plain, ` as ${dataType}[${stringLiteral(field.name)}]`];
}

/** Whether a value of the form holds a branded string. */
function holdsBrand(form: SchemaForm, lookup: SchemaLookup, seen: Set<string>): boolean {
  switch (form.kind) {
    case "named": {
      const named = lookup.get(form.name);
      if (named === undefined || seen.has(form.name)) return false;
      seen.add(form.name);
      return named.form.kind === "string" || holdsBrand(named.form, lookup, seen);
    }
    case "array":
      return holdsBrand(form.item, lookup, seen);
    case "nullable":
      return holdsBrand(form.inner, lookup, seen);
    case "tuple":
      return [...form.items, ...(form.rest === undefined ? [] : [form.rest])].some((item) =>
        holdsBrand(item, lookup, seen),
      );
    case "object":
      return form.fields.some((field) => holdsBrand(field.form, lookup, seen));
    case "union":
      return form.options.some((option) => holdsBrand(option, lookup, seen));
    case "record":
      return holdsBrand(form.value, lookup, seen);
    default:
      return false;
  }
}
