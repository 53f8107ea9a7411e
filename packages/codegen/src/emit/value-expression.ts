import type { JsonValue } from "@factum/core";
import { braced, bracketed } from "./printer/blocks.js";
import type { Doc } from "./printer/doc.js";
import { stringLiteral } from "./printer/string-literal.js";
import { propertyName } from "./type-expression.js";

/** A JSON value as a TypeScript expression. */
export function valueExpression(value: JsonValue): Doc {
  if (typeof value === "string") return stringLiteral(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isArray(value)) return bracketed(value.map(valueExpression));
  return braced(Object.entries(value).map(([name, inner]) => [propertyName(name), ": ", valueExpression(inner)]));
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
