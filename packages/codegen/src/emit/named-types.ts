import { byCodePoint } from "../model/code-point-order.js";
import type { NamedSchema } from "../model/schema-form.js";
import type { ImportList } from "./import-list.js";
import { block, lines, paragraphs, unionAlias } from "./printer/blocks.js";
import type { Doc } from "./printer/doc.js";
import { jsDoc } from "./printer/js-doc.js";
import { stringLiteral } from "./printer/string-literal.js";
import { interfaceMembers, typeMembers } from "./type-expression.js";

const CORE = "@factum/core";

/** The types of schemas with a name, by code point: brands for strings, plain types for the rest. */
export function namedTypes(named: readonly NamedSchema[], imports: ImportList): readonly Doc[] {
  const sorted = [...named].sort((a, b) => byCodePoint(a.name, b.name));
  const brands = sorted.filter((schema) => schema.form.kind === "string");
  const others = sorted.filter((schema) => schema.form.kind !== "string");
  const title = brands.every((schema) => schema.name.endsWith("Id")) ? "// Ids" : "// Branded strings";
  return [
    ...(brands.length === 0 ? [] : [title, brandAliases(brands, imports)]),
    ...(others.length === 0 ? [] : ["// Values", ...others.map(valueType)]),
  ];
}

function brandAliases(brands: readonly NamedSchema[], imports: ImportList): Doc {
  const brand = imports.type(CORE, "Brand");
  const aliases = brands.map(({ name, description }) => [
    jsDoc(description),
    `export type ${name} = ${brand}<string, ${stringLiteral(name)}>;`,
  ]);
  return brands.some((schema) => schema.description !== undefined) ? paragraphs(aliases) : lines(aliases);
}

function valueType({ name, form, description }: NamedSchema): Doc {
  if (form.kind !== "object") return [jsDoc(description), unionAlias(name, typeMembers(form))];
  return [
    jsDoc(description),
    block(
      `export interface ${name}`,
      interfaceMembers(form.fields, () => undefined),
    ),
  ];
}
