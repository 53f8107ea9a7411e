/**
 * Any text as a string literal: in double quotes, or in single ones where that saves escapes, as formatters write it.
 *
 * Everything that could end the literal is escaped, so no text can become code.
 */
export function stringLiteral(text: string): string {
  const escaped = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  if (doubles <= singles) return escaped;
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
