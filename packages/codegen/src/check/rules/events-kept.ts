import type { Rule } from "../diagnostic.js";
import { lockedChanges, lockedProblem } from "../locked-problems.js";

/** An event that may be stored stays in the model, under its name or with it as an alias; or its name is reserved. */
export const eventsKept: Rule = function* (project) {
  for (const [entry, change] of lockedChanges(project, "F1404")) {
    if (change.verdict === "error") yield lockedProblem(entry, change);
  }
};
