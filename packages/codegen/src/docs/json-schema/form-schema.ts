import type { JsonObject, JsonValue } from "@factum/core";
import type { FieldForm, LiteralValue, NumberForm, SchemaForm } from "../../model/schema-form.js";
import { stringSchema } from "./string-schema.js";

/** How a form is to be written as JSON Schema. */
export interface SchemaStyle {
  /** What a named schema's name is appended to, e.g. `#/$defs/`. */
  readonly refs: string;
  /** Whether keys that the schema does not know are refused, as for commands; in stored events they are ignored. */
  readonly closed: boolean;
  /** Tuples are written differently. AsyncAPI's own dialect is that of draft 7. */
  readonly draft: "2020-12" | "07";
}

/** Marks a value that must not be shown, as `.meta({ secret: true })` does. */
export const SECRET_KEYWORD = "x-factum-secret";

/** A form as JSON Schema. Names become references; whoever writes the document defines them. */
export function formSchema(form: SchemaForm, style: SchemaStyle): JsonObject {
  switch (form.kind) {
    case "string":
      return stringSchema(form);
    case "number":
      return numberSchema(form);
    case "boolean":
      return { type: "boolean" };
    case "literal":
      return literalSchema(form.values);
    case "array":
      return {
        type: "array",
        items: formSchema(form.item, style),
        ...present({ minItems: form.minItems, maxItems: form.maxItems }),
      };
    case "tuple":
      return tupleSchema(form.items, form.rest, style);
    case "object":
      return objectSchema(form.fields, style);
    case "union":
      return { anyOf: form.options.map((option) => formSchema(option, style)) };
    case "record":
      return recordSchema(form, style);
    case "nullable":
      return { anyOf: [formSchema(form.inner, style), { type: "null" }] };
    case "named":
      return { $ref: `${style.refs}${form.name}` };
    case "unsupported":
      throw new Error(`${form.schema} has no JSON Schema; the check for JSON types comes before the documentation.`);
  }
}

/** A field with its documentation, for those that have some. */
export type DocumentedField = FieldForm & { readonly doc?: string };

/** An object of such fields. */
export function objectSchema(fields: readonly DocumentedField[], style: SchemaStyle): JsonObject {
  const required = fields.filter((field) => !field.optional).map((field) => field.name);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, style)])),
    ...(required.length === 0 ? {} : { required }),
    ...(style.closed ? { additionalProperties: false } : {}),
  };
}

function fieldSchema({ form, doc, description = doc, secret }: DocumentedField, style: SchemaStyle): JsonObject {
  const schema = formSchema(form, style);
  const notes: JsonObject = {
    ...present({ description }),
    ...(secret === true ? { [SECRET_KEYWORD]: true } : {}),
  };
  // Draft 7 ignores everything beside a reference.
  if (style.draft === "07" && "$ref" in schema && Object.keys(notes).length > 0) return { allOf: [schema], ...notes };
  return { ...schema, ...notes };
}

function numberSchema(form: NumberForm): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = form;
  const limits = present({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf });
  if (!form.integer) return { type: "number", ...limits };
  // Beyond these, a number in JavaScript is no exact integer, and the models refuse it.
  const least = minimum === undefined && exclusiveMinimum === undefined ? { minimum: Number.MIN_SAFE_INTEGER } : {};
  const most = maximum === undefined && exclusiveMaximum === undefined ? { maximum: Number.MAX_SAFE_INTEGER } : {};
  return { type: "integer", ...least, ...most, ...limits };
}

function literalSchema(values: readonly LiteralValue[]): JsonObject {
  const [only] = values;
  return values.length === 1 && only !== undefined ? { const: only } : { enum: values };
}

function tupleSchema(items: readonly SchemaForm[], rest: SchemaForm | undefined, style: SchemaStyle): JsonObject {
  const first = items.map((item) => formSchema(item, style));
  const others = rest === undefined ? false : formSchema(rest, style);
  const least = { minItems: items.length };
  // Neither draft allows an empty list of schemas.
  if (first.length === 0) return { type: "array", ...(others === false ? { maxItems: 0 } : { items: others }) };
  return style.draft === "07"
    ? { type: "array", items: first, additionalItems: others, ...least }
    : { type: "array", prefixItems: first, items: others, ...least };
}

function recordSchema(form: Extract<SchemaForm, { kind: "record" }>, style: SchemaStyle): JsonObject {
  const { key, exhaustive } = form;
  const value = formSchema(form.value, style);
  if (key.kind === "literal") {
    const names = key.values.map(String);
    return {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, value])),
      ...(exhaustive && names.length > 0 ? { required: names } : {}),
      ...(style.closed ? { additionalProperties: false } : {}),
    };
  }
  // Keys are strings in JSON; what else a key's schema says cannot be said of them.
  const names = key.kind === "string" || key.kind === "named" ? { propertyNames: formSchema(key, style) } : {};
  return { type: "object", ...names, additionalProperties: value };
}

function present(entries: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}
