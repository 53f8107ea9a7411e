import type { FieldForm, LiteralValue, SchemaForm } from "./schema-form.js";
import { type SchemaLookup, unnamed } from "./schema-lookup.js";

/** A column of a read model's table, as generated code declares it. */
export interface ColumnForm {
  readonly name: string;
  readonly type: "text" | "integer" | "number" | "boolean" | "json";
  readonly nullable: boolean;
}

/** The column that keeps a field of a row. */
export function columnOf(field: FieldForm, lookup: SchemaLookup): ColumnForm {
  const { form, nullable } = withoutNull(field.form, lookup);
  return { name: field.name, type: columnType(form, lookup), nullable: nullable || field.optional };
}

function withoutNull(form: SchemaForm, lookup: SchemaLookup): { form: SchemaForm; nullable: boolean } {
  const plain = unnamed(form, lookup);
  if (plain.kind === "nullable") return { form: withoutNull(plain.inner, lookup).form, nullable: true };
  if (plain.kind === "literal" && plain.values.includes(null)) {
    return { form: { kind: "literal", values: plain.values.filter((value) => value !== null) }, nullable: true };
  }
  if (plain.kind === "union") {
    const options = plain.options.map((option) => withoutNull(option, lookup));
    const left = options.map((option) => option.form).filter((option) => !isNothing(option));
    return { form: { ...plain, options: left }, nullable: options.some((option) => option.nullable) };
  }
  return { form: plain, nullable: false };
}

function isNothing(form: SchemaForm): boolean {
  return form.kind === "literal" && form.values.length === 0;
}

function columnType(form: SchemaForm, lookup: SchemaLookup): ColumnForm["type"] {
  const plain = unnamed(form, lookup);
  switch (plain.kind) {
    case "string":
      return "text";
    case "number":
      return plain.integer ? "integer" : "number";
    case "boolean":
      return "boolean";
    case "literal":
      return common(plain.values.map(literalType));
    case "union":
      return common(plain.options.map((option) => columnType(option, lookup)));
    default:
      return "json";
  }
}

function literalType(value: LiteralValue): ColumnForm["type"] {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return Number.isSafeInteger(value) ? "integer" : "number";
    case "boolean":
      return "boolean";
    default:
      return "json";
  }
}

/** The one type that holds them all. */
function common(types: readonly ColumnForm["type"][]): ColumnForm["type"] {
  const [first = "json", ...others] = new Set(types);
  if (others.length === 0) return first;
  return [first, ...others].every((type) => type === "integer" || type === "number") ? "number" : "json";
}
