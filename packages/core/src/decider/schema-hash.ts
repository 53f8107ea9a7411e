import { createHash } from "node:crypto";
import { z } from "zod";

/**
 * 16 hexadecimal digits that say which values a schema takes: others when it takes others, the same for whatever else
 * changes about it (descriptions, names, the order of fields).
 *
 * What JSON Schema has no words for counts as anything: refinements, transforms, dates. A new release of zod that words a
 * schema otherwise changes the hash too.
 */
export function schemaHash(schema: z.ZodType): string {
  // An empty registry: descriptions and names stay out, and two schemas may share a name.
  const described = z.toJSONSchema(schema, { metadata: z.registry(), unrepresentable: "any" });
  return createHash("sha256")
    .update(JSON.stringify(ordered(described)))
    .digest("hex")
    .slice(0, 16);
}

/** The same JSON whatever order it was written in. Of the lists, only the one of required fields is in the fields' order. */
function ordered(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item));
    return key === "required" ? items.toSorted() : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, ordered(inner, name)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
