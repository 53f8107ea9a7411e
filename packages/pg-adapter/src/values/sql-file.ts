import { readFileSync } from "node:fs";
import { quoteIdentifier } from "./quote-identifier.js";

/**
 * The text of an SQL file below `src`, as it stands there but for line ends, which a checkout may have changed.
 *
 * The files are published beside the compiled code, which stands at the same depth: one path fits both.
 */
export function sqlSource(path: string): string {
  return readFileSync(new URL(`../../src/${path}`, import.meta.url), "utf8").replaceAll("\r\n", "\n");
}

/** SQL that names the schema `"factum"`, as all files do so that an editor and psql can read them, for another schema. */
export function forSchema(text: string, schema: string): string {
  return text.replaceAll('"factum"', quoteIdentifier(schema));
}

/** The text of an SQL file below `src`, for the given schema. */
export function sqlFile(path: string, schema: string): string {
  return forSchema(sqlSource(path), schema);
}
