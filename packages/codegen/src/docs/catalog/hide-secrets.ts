import type { JsonValue } from "@factum/core";
import type { FieldForm, SchemaForm } from "../../model/schema-form.js";
import { type SchemaLookup, unnamed } from "../../model/schema-lookup.js";

/** Stands for a value that is secret, whatever its type. */
export const HIDDEN = "(secret)";

/** Values with nothing in them that a schema marks as secret. */
export interface Hiding {
  field(field: FieldForm, value: JsonValue): JsonValue;
  /** Of a value that stands in no field, such as a state. */
  value(form: SchemaForm, value: JsonValue): JsonValue;
  /** Whether anything had to be hidden so far. */
  readonly hasHidden: boolean;
}

export function hidingSecrets(lookup: SchemaLookup): Hiding {
  let hasHidden = false;
  return {
    field: shown,
    value: (form, value) => redacted([form], value),
    get hasHidden() {
      return hasHidden;
    },
  };

  function shown(field: FieldForm, value: JsonValue): JsonValue {
    if (field.secret !== true) return redacted([field.form], value);
    hasHidden = true;
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
