import type { LiteralValue, SchemaForm } from "../../model/schema-form.js";
import { unsupported } from "./unsupported.js";

/** The form of `z.literal` and `z.enum`. */
export function readLiterals(values: readonly unknown[]): SchemaForm {
  const literals: LiteralValue[] = [];
  for (const value of values) {
    if (!isLiteral(value)) return unsupported(`z.literal(${shown(value)})`, adviceFor(value));
    literals.push(value);
  }
  return { kind: "literal", values: literals };
}

/** Whether it comes back from jsonb as it went in. */
function isLiteral(value: unknown): value is LiteralValue {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  return value === null || typeof value === "boolean";
}

function shown(value: unknown): string {
  if (Object.is(value, -0)) return "-0";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : String(value);
}

function adviceFor(value: unknown): string {
  return typeof value === "string"
    ? "write a text without \\u0000 and without halves of characters"
    : "write a string, a finite number, a boolean or null";
}
