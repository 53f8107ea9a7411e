import type { JsonValue } from "@factum/core";
import type { ObjectForm, SchemaForm } from "./schema-form.js";
import { type SchemaLookup, unnamed } from "./schema-lookup.js";

/** Whether a value has the structure of a form: enough to tell the options of a union apart, no validation. */
export function fitsForm(value: JsonValue, form: SchemaForm, lookup: SchemaLookup): boolean {
  const plain = unnamed(form, lookup);
  switch (plain.kind) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === plain.kind;
    case "literal":
      return plain.values.some((literal) => literal === value);
    case "nullable":
      return value === null || fitsForm(value, plain.inner, lookup);
    case "union":
      return plain.options.some((option) => fitsForm(value, option, lookup));
    case "array":
    case "tuple":
      return Array.isArray(value);
    case "object":
      return isObject(value) && fitsFields(value, plain, lookup);
    case "record":
      return isObject(value);
    default:
      return false;
  }
}

function fitsFields(value: Readonly<Record<string, JsonValue>>, form: ObjectForm, lookup: SchemaLookup): boolean {
  return form.fields.every((field) => {
    const inner = value[field.name];
    return inner === undefined ? field.optional : fitsForm(inner, field.form, lookup);
  });
}

function isObject(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
