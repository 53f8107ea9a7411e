import type { ModelPath } from "../model/model-path.js";
import type { Location } from "../model/model-source.js";
import type { Project, ProjectModel } from "../model/project.js";

/** One thing wrong with a model, where it is wrong. */
export interface Diagnostic {
  /** Stable: a script or a comment may rely on it. Sentences may change. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What to do, where that is not plain from the message; of several ways out, each is a line. */
  readonly hint?: string;
  readonly location: Location;
}

/** Looks for one kind of problem in everything that was loaded. */
export type Rule = (project: Project) => Iterable<Diagnostic>;

/** A diagnostic at a part of a model. */
export function problemAt(
  { source }: ProjectModel,
  path: ModelPath,
  problem: { readonly code: string; readonly message: string; readonly hint?: string; readonly severity?: "warning" },
): Diagnostic {
  const { code, message, hint, severity = "error" } = problem;
  return { code, severity, message, location: source.locationOf(path), ...(hint === undefined ? {} : { hint }) };
}
