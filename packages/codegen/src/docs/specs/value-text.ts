import type { JsonValue } from "@factum/core";

const UUID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/**
 * Writes values for people: JSON in one line, with UUIDs cut to their first eight digits where these tell all of a page
 * apart.
 *
 * @param page every value of the page
 */
export function valueText(page: unknown): (value: JsonValue) => string {
  const ids = new Set([...JSON.stringify(page ?? null).matchAll(UUID)].map(([id]) => id));
  const heads = new Set([...ids].map((id) => id.slice(0, 8)));
  const cut = heads.size === ids.size;
  return (value) => {
    const text = lineOf(value);
    return cut ? text.replace(UUID, (_, head: string) => `${head}…`) : text;
  };
}

/** `{ videoId: "…", at: 3 }`, with the spaces that make it readable. */
function lineOf(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(lineOf).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${keyOf(key)}: ${lineOf(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
