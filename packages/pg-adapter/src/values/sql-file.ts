import { readFileSync } from "node:fs";
import { quoteIdentifier } from "./quote-identifier.js";

/**
 * The text of an SQL file below `src`, for the given schema.
 *
 * The files name the schema `"factum"`, so that an editor and psql can read them as they are. They are published beside
 * the compiled code, which stands at the same depth: one path fits both.
 */
export function sqlFile(path: string, schema: string): string {
  const text = readFileSync(new URL(`../../src/${path}`, import.meta.url), "utf8");
  return text.replaceAll('"factum"', quoteIdentifier(schema));
}
