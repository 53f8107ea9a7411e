import { quoteIdentifier } from "./quote-identifier.js";

/** A table with its schema, as SQL may hold it: `schema.name`, or a name alone in the given schema. @throws {InvalidOptionError} */
export function qualifiedName(schema: string, table: string): string {
  const dot = table.indexOf(".");
  const parts = dot < 0 ? [schema, table] : [table.slice(0, dot), table.slice(dot + 1)];
  return parts.map(quoteIdentifier).join(".");
}
