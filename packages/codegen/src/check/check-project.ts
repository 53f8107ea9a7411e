import { byCodePoint } from "../model/code-point-order.js";
import type { Project } from "../model/project.js";
import type { Diagnostic } from "./diagnostic.js";
import { RULES } from "./rules.js";

/** Everything wrong with a project's models, by place; each problem once, however many rules or files meet it. */
export function checkProject(project: Project): readonly Diagnostic[] {
  const diagnostics = new Map<string, Diagnostic>();
  for (const rule of RULES) {
    for (const diagnostic of rule(project)) {
      const { code, message, location } = diagnostic;
      // A schema that two files use, or a module that two files import, is reported once.
      const where = `${location.file}:${location.line}:${location.column}`;
      const sentence = code === "F1001" ? "" : message;
      const key = JSON.stringify([code, where, sentence]);
      if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
    }
  }
  return [...diagnostics.values()].sort(byPlace);
}

/** The order in which people read diagnostics: file, line, column. For `sort`. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    byCodePoint(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    byCodePoint(a.code, b.code)
  );
}
