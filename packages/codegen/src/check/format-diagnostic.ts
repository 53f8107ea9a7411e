import type { Diagnostic } from "./diagnostic.js";

/** A diagnostic for a terminal: place, code, sentence, the line with the place marked, what to do. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, message, hint, location } = diagnostic;
  const { file, line, column } = location;
  const head = `${file}:${line}:${column} ${severity} ${code}: ${message}`;
  return [head, "", ...codeFrame(diagnostic), ...(hint === undefined ? [] : ["", `  ${hint}`]), ""].join("\n");
}

function codeFrame({ location }: Diagnostic): readonly string[] {
  const number = String(location.line);
  const margin = " ".repeat(number.length);
  // Tabs stay tabs, so that the mark stands below its place however wide they are shown.
  const indent = location.text.slice(0, location.column - 1).replace(/[^\t]/g, " ");
  const rest = location.text.length - location.column + 1;
  const mark = "^".repeat(Math.max(1, Math.min(location.length, rest)));
  return [`  ${number} | ${location.text}`, `  ${margin} | ${indent}${mark}`];
}
