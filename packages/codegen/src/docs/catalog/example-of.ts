import type { JsonValue } from "@factum/core";
import type { SampledField } from "../../model/loaded-model.js";
import type { FieldForm, SchemaForm } from "../../model/schema-form.js";
import { type SchemaLookup, unnamed } from "../../model/schema-lookup.js";
import type { Example } from "./catalog.js";

/** Stands for a value that is secret, whatever its type. */
export const HIDDEN = "(secret)";

/** The fields' samples as one object, with nothing in it that a schema marks as secret. */
export function exampleOf(fields: readonly SampledField[], lookup: SchemaLookup): Example {
  let isRedacted = false;
  const data = fields.flatMap((field): [string, JsonValue][] =>
    field.sample.kind === "value" ? [[field.name, shown(field, field.sample.value)]] : [],
  );
  return { data: Object.fromEntries(data), isRedacted };

  function shown(field: FieldForm, value: JsonValue): JsonValue {
    if (field.secret !== true) return redacted([field.form], value);
    isRedacted = true;
    return HIDDEN;
  }

  /** @param forms all that may have a say about the value: a union's options are not told apart */
  function redacted(forms: readonly SchemaForm[], value: JsonValue): JsonValue {
    const plain = forms.flatMap((form) => alternatives(form, lookup));
    if (isList(value))
      return value.map((item, index) =>
        redacted(
          plain.flatMap((form) => itemForms(form, index)),
          item,
        ),
      );
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, entry(plain, name, inner)]));
  }

  function entry(forms: readonly SchemaForm[], name: string, value: JsonValue): JsonValue {
    const fieldsOfName = forms.flatMap((form) =>
      form.kind === "object" ? form.fields.filter((field) => field.name === name) : [],
    );
    const secret = fieldsOfName.find((field) => field.secret === true);
    if (secret !== undefined) return shown(secret, value);
    const values = forms.flatMap((form) => (form.kind === "record" ? [form.value] : []));
    return redacted([...fieldsOfName.map((field) => field.form), ...values], value);
  }
}

/** The forms behind names, unions and null. */
function alternatives(form: SchemaForm, lookup: SchemaLookup, depth = 0): readonly SchemaForm[] {
  const plain = unnamed(form, lookup);
  // A named union may hold itself; its options are then those that were met already.
  if (depth > lookup.size + 10) return [];
  if (plain.kind === "nullable") return alternatives(plain.inner, lookup, depth + 1);
  if (plain.kind === "union") return plain.options.flatMap((option) => alternatives(option, lookup, depth + 1));
  return [plain];
}

function itemForms(form: SchemaForm, index: number): readonly SchemaForm[] {
  if (form.kind === "array") return [form.item];
  if (form.kind !== "tuple") return [];
  const item = form.items[index] ?? form.rest;
  return item === undefined ? [] : [item];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
