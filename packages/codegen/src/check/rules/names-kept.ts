import type { Rule } from "../diagnostic.js";
import { lockedChanges, lockedProblem } from "../locked-problems.js";

/** Retired, reserved and old names keep what they mean. */
export const namesKept: Rule = function* (project) {
  for (const [entry, change] of lockedChanges(project, "F1406")) {
    if (change.verdict === "error") yield lockedProblem(entry, change);
  }
};
