import { type Doc, hardline, join } from "./doc.js";

/** A JSDoc comment and the line end behind it; nothing if there is no text. No text can end the comment early. */
export function jsDoc(text: string | undefined): Doc {
  const lines = (text ?? "")
    .replaceAll("*/", "*\\/")
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trimEnd());
  if (lines.every((line) => line === "")) return "";
  if (lines.length === 1) return [`/** ${lines[0]?.trim() ?? ""} */`, hardline];
  const body = lines.map((line) => (line === "" ? " *" : ` * ${line}`));
  return [join(hardline, ["/**", ...body, " */"]), hardline];
}
