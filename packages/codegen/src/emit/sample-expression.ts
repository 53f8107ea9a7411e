import type { JsonValue } from "@factum/core";
import { fitsForm } from "../model/fits-form.js";
import type { FieldForm, SchemaForm } from "../model/schema-form.js";
import { type SchemaLookup, unnamed } from "../model/schema-lookup.js";
import { braced, bracketed } from "./printer/blocks.js";
import type { Doc } from "./printer/doc.js";
import { propertyName } from "./type-expression.js";
import { valueExpression } from "./value-expression.js";

/** A sample as an expression of its form's type: brands cannot be written, so each branded string is asserted to be one. */
export function sampleExpression(form: SchemaForm, value: JsonValue, lookup: SchemaLookup): Doc {
  const plain = unnamed(form, lookup);
  if (form.kind === "named" && plain.kind === "string") return [valueExpression(value), ` as types.${form.name}`];
  if (plain.kind === "nullable" && value !== null) return sampleExpression(plain.inner, value, lookup);
  if (plain.kind === "union") {
    const option = plain.options.find((each) => fitsForm(value, each, lookup));
    return option === undefined ? valueExpression(value) : sampleExpression(option, value, lookup);
  }
  if (isList(value)) return bracketed(value.map((item, index) => itemExpression(plain, index, item, lookup)));
  if (typeof value !== "object" || value === null) return valueExpression(value);
  return braced(
    Object.entries(value).map(([name, inner]) => [
      `${propertyName(name)}: `,
      entryExpression(plain, name, inner, lookup),
    ]),
  );
}

function itemExpression(form: SchemaForm, index: number, item: JsonValue, lookup: SchemaLookup): Doc {
  const inner =
    form.kind === "array" ? form.item : form.kind === "tuple" ? (form.items[index] ?? form.rest) : undefined;
  return inner === undefined ? valueExpression(item) : sampleExpression(inner, item, lookup);
}

function entryExpression(form: SchemaForm, name: string, value: JsonValue, lookup: SchemaLookup): Doc {
  const inner = form.kind === "record" ? form.value : form.kind === "object" ? fieldForm(form.fields, name) : undefined;
  return inner === undefined ? valueExpression(value) : sampleExpression(inner, value, lookup);
}

function fieldForm(fields: readonly FieldForm[], name: string): SchemaForm | undefined {
  return fields.find((field) => field.name === name)?.form;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
