import type { LiteralValue, SchemaForm } from "../../model/schema-form.js";
import { unsupported } from "./unsupported.js";

/** The form of `z.literal` and `z.enum`. */
export function readLiterals(values: readonly unknown[]): SchemaForm {
  const literals: LiteralValue[] = [];
  for (const value of values) {
    if (!isLiteral(value)) return unsupported(`z.literal(${String(value)})`, "JSON has no such value");
    literals.push(value);
  }
  return { kind: "literal", values: literals };
}

function isLiteral(value: unknown): value is LiteralValue {
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "string" || typeof value === "boolean";
}
