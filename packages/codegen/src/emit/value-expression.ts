import type { JsonValue } from "@factum/core";
import { braced, bracketed } from "./printer/blocks.js";
import type { Doc } from "./printer/doc.js";
import { literalType, propertyName } from "./type-expression.js";

/** A JSON value as a TypeScript expression. */
export function valueExpression(value: JsonValue): Doc {
  if (value === null || typeof value !== "object") return literalType(value);
  if (isArray(value)) return bracketed(value.map(valueExpression));
  return braced(Object.entries(value).map(([name, inner]) => [propertyName(name), ": ", valueExpression(inner)]));
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
