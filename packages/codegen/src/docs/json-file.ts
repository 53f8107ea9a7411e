import type { JsonObject } from "@factum/core";
import type { DocsFile } from "./docs-file.js";

/** JSON with two spaces and a line end, the same on every system. */
export function jsonFile(path: string, value: JsonObject): DocsFile {
  return { path, text: `${JSON.stringify(value, null, 2)}\n` };
}
