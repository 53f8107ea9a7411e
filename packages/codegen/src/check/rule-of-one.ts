import { oncePer } from "../model/once-per.js";
import { modelsOf, type ProjectAggregate, type ProjectModel } from "../model/project.js";
import type { Diagnostic, Rule } from "./diagnostic.js";

/**
 * A rule that looks at one model at a time, and at each once: what it finds follows from the model and its text, and while
 * models are watched most of them are the same each time.
 */
export function ruleOfModel(look: (entry: ProjectModel) => Iterable<Diagnostic>): Rule {
  const found = oncePer((entry: ProjectModel) => [...look(entry)]);
  return function* (project) {
    for (const entry of modelsOf(project)) yield* found(entry);
  };
}

/** {@link ruleOfModel} for aggregates. */
export function ruleOfAggregate(look: (entry: ProjectAggregate) => Iterable<Diagnostic>): Rule {
  const found = oncePer((entry: ProjectAggregate) => [...look(entry)]);
  return function* ({ aggregates }) {
    for (const entry of aggregates) yield* found(entry);
  };
}
