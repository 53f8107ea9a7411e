import type { JsonValue } from "@factum/core";

/** A copy that JSON can hold. What it cannot hold becomes text: a report must never be why a spec fails. */
export function plainCopy(value: unknown): JsonValue {
  try {
    const text = JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? `${each}n` : each));
    return text === undefined ? String(value) : (JSON.parse(text) as JsonValue);
  } catch {
    return "(no JSON)";
  }
}
