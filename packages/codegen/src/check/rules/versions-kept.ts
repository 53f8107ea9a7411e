import type { Rule } from "../diagnostic.js";
import { lockedChanges, lockedProblem } from "../locked-problems.js";
import { nextVersionHint } from "../next-version-hint.js";

/** A schema version that events may be stored with takes whatever it took. */
export const versionsKept: Rule = function* (project) {
  for (const [entry, change] of lockedChanges(project, "F1405")) {
    if (change.verdict !== "error") continue;
    yield lockedProblem(entry, change, change.hint ?? nextVersionHint(project, entry, change));
  }
};
