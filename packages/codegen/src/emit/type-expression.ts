import type { FieldForm, LiteralValue, SchemaForm } from "../model/schema-form.js";
import { type Doc, group, ifBreak, indent, join, line, softline } from "./printer/doc.js";
import { jsDoc } from "./printer/js-doc.js";
import { stringLiteral } from "./printer/string-literal.js";

/** The TypeScript type of a schema. Names are written as they are; who writes the file imports or declares them. */
export function typeExpression(form: SchemaForm): Doc {
  switch (form.kind) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "named":
      return form.name;
    case "literal":
    case "union":
    case "nullable":
      return group(indent([softline, unionOf(typeMembers(form))]));
    case "array":
      return arrayOf(form.item);
    case "tuple": {
      const rest = form.rest === undefined ? [] : [["...", plainArrayOf(form.rest)]];
      const items = [...form.items.map(typeExpression), ...rest];
      return ["readonly ", group(["[", indent([softline, join([",", line], items)]), ifBreak(","), softline, "]"])];
    }
    case "object":
      return objectType(form.fields.map((field) => fieldType(field)));
    case "record":
      return recordType(form.key, form.value, form.exhaustive);
    case "unsupported":
      throw new Error(`${form.schema} has no type; the check for JSON types comes before the emission.`);
  }
}

/** `readonly dueDate?: string`, for interfaces and object types. */
function fieldType(field: FieldForm): Doc {
  const optional = field.optional ? "?" : "";
  return ["readonly ", field.name, optional, ": ", typeExpression(field.form)];
}

/** The fields as the members of an interface, each documented by `docOf`, else by its schema's description. */
export function interfaceMembers(
  fields: readonly FieldForm[],
  docOf: (field: string) => string | undefined,
): readonly Doc[] {
  return fields.map((field) => {
    // The description of a named schema stands above its own type already.
    const description = field.form.kind === "named" ? undefined : field.description;
    return [jsDoc(docOf(field.name) ?? description), fieldType(field), ";"];
  });
}

/** The members of a form's union, without repetition; the form itself if it is none. */
export function typeMembers(form: SchemaForm): readonly Doc[] {
  const members = new Map<string, Doc>();
  collect(form);
  return [...members.values()];

  function collect(part: SchemaForm): void {
    if (part.kind === "literal") for (const value of part.values) add(literalType(value));
    else if (part.kind === "union") for (const option of part.options) collect(option);
    else if (part.kind === "nullable") {
      collect(part.inner);
      // `null` stands last, wherever in a union it was said.
      members.delete('"null"');
      add("null");
    } else add(typeExpression(part));
  }

  function add(member: Doc): void {
    members.set(JSON.stringify(member), member);
  }
}

export function literalType(value: LiteralValue): string {
  return typeof value === "string" ? stringLiteral(value) : String(value).replace("e+", "e");
}

function unionOf(members: readonly Doc[]): Doc {
  if (members.length === 0) return "never";
  if (members.length === 1) return members;
  return [ifBreak("| "), join([line, "| "], members)];
}

function arrayOf(item: SchemaForm): Doc {
  return ["readonly ", plainArrayOf(item)];
}

function plainArrayOf(item: SchemaForm): Doc {
  const isUnion = item.kind === "literal" || item.kind === "union" || item.kind === "nullable";
  const members = typeMembers(item);
  if (isUnion && members.length > 1) return [group(["(", indent([softline, unionOf(members)]), softline, ")"]), "[]"];
  // `readonly readonly string[][]` is no type: an inner array or tuple needs its parentheses.
  return item.kind === "array" || item.kind === "tuple"
    ? ["(", typeExpression(item), ")[]"]
    : [typeExpression(item), "[]"];
}

function objectType(members: readonly Doc[]): Doc {
  if (members.length === 0) return "{ readonly [key: string]: never }";
  return group(["{", indent([line, join([";", line], members)]), ifBreak(";"), line, "}"]);
}

function recordType(key: SchemaForm, value: SchemaForm, exhaustive: boolean): Doc {
  if (key.kind !== "literal") return objectType([["readonly [key: string]: ", typeExpression(value)]]);
  const optional = exhaustive ? "" : "?";
  return objectType(
    key.values.map((each) => ["readonly ", propertyName(String(each)), optional, ": ", typeExpression(value)]),
  );
}

/** A property's name in a literal or a type, in quotes only where it needs them. */
export function propertyName(name: string): string {
  // Written plainly it would set the prototype.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : stringLiteral(name);
}
