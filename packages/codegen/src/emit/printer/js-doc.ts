import { type Doc, hardline, join } from "./doc.js";
import { escapedUnits, UNSEEN } from "./unseen.js";

/**
 * A JSDoc comment and the line end behind it; nothing if there is no text. No text can end the comment early, direct
 * the compiler, or hide what stands around it.
 */
export function jsDoc(text: string | undefined): Doc {
  const lines = visible(text ?? "")
    .replaceAll("*/", "*\\/")
    // The compiler obeys these in a comment's last line.
    .replace(/@(?=ts-(?:ignore|expect-error|nocheck|check))/g, "\\@")
    .split(/\r\n|[\n\r]/)
    .map((line) => line.trimEnd());
  if (lines.every((line) => line === "")) return "";
  if (lines.length === 1) return [`/** ${lines[0]?.trim() ?? ""} */`, hardline];
  const body = lines.map((line) => (line === "" ? " *" : ` * ${line}`));
  return [join(hardline, ["/**", ...body, " */"]), hardline];
}

/** Without lone surrogates, which no file can hold, and with escapes for what would turn the direction of the line. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u2028\u2029]/g, "\n")
    .replace(UNSEEN, escapedUnits);
}
