import type { Rule } from "../src/check/diagnostic.js";
import { type AggregateParts, aggregateText, type ReadModelParts, readModelText } from "./model-texts.js";
import { projectOf } from "./project-of.js";

/** What a rule finds in a project, a string each: `file:line:column code message | hint`. */
export function problemsOf(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  return [...rule(projectOf(files))].map(({ code, severity, message, hint, location }) => {
    const place = `${location.file}:${location.line}:${location.column}`;
    const warning = severity === "warning" ? " (warning)" : "";
    return `${place} ${code}${warning} ${message}${hint === undefined ? "" : ` | ${hint}`}`;
  });
}

/** {@link problemsOf} for one aggregate, in `src/training.model.ts`. */
export function aggregateProblems(rule: Rule, parts: AggregateParts = {}): readonly string[] {
  return problemsOf(rule, { "src/training.model.ts": aggregateText(parts) });
}

/** {@link problemsOf} for a read model in `src/list.model.ts`, and the aggregate that it follows. */
export function readModelProblems(rule: Rule, parts: ReadModelParts = {}): readonly string[] {
  return problemsOf(rule, { "src/training.model.ts": aggregateText(), "src/list.model.ts": readModelText(parts) });
}
