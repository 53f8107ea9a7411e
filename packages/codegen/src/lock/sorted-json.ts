import { byCodePoint } from "../model/code-point-order.js";

/** JSON with the keys of every object by code point, one thing a line, so that branches conflict only where they should. */
export function sortedJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
