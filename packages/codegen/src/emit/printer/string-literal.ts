import { escapedUnits, UNSEEN } from "./unseen.js";

/**
 * Any text as a string literal: in double quotes, or in single ones where that saves escapes, as formatters write it.
 *
 * Everything that could end the literal is escaped, so no text can become code, and what nobody could see too.
 */
export function stringLiteral(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  const escaped = JSON.stringify(text).replace(UNSEEN, escapedUnits);
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  if (doubles <= singles) return escaped;
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Whether a text is printable ASCII with nothing to escape, as nearly every one is. */
function isPlain(text: string): boolean {
  return /^[ !#-&(-[\]-~]*$/.test(text);
}
