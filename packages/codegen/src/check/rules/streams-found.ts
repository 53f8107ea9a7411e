import type { Rule } from "../diagnostic.js";
import { lockedChanges, lockedProblem } from "../locked-problems.js";

/** Category and id make a stream's id: as long as they are the same, the streams that there are are found. */
export const streamsFound: Rule = function* (project) {
  for (const [entry, change] of lockedChanges(project, "F1403")) {
    if (change.verdict === "error") yield lockedProblem(entry, change);
  }
};
