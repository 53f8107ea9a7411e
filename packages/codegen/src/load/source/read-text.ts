import { readFileSync } from "node:fs";

/** The text of a file, without its byte order mark; empty if there is no such file any more. */
export function readText(file: string): string {
  try {
    return withoutMark(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}

/** Places count from behind a byte order mark, as editors show them. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}
