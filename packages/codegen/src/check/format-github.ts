import type { Diagnostic } from "./diagnostic.js";

/**
 * A diagnostic as a workflow command of GitHub Actions, which shows it at its line in a pull request:
 * `::error file=…,line=…,col=…,endColumn=…,title=F1203::message`. One line, without its end.
 *
 * @param pathOf turns a place's file, which is relative to the project's folder, into one relative to the repository
 */
export function formatGithub(diagnostic: Diagnostic, pathOf: (file: string) => string = (file) => file): string {
  const { code, severity, message, hint, location } = diagnostic;
  const { file, line, column, length, end } = location;
  const properties = [
    ["file", pathOf(file)],
    ["line", line],
    ["col", column],
    // GitHub knows columns within one line alone.
    ...(end === undefined ? [["endColumn", column + length] as const] : []),
    ["title", code],
  ];
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${severity} ${properties.map(([name, value]) => `${name}=${property(String(value))}`).join(",")}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
