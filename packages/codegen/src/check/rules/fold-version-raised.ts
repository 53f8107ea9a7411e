import type { Rule } from "../diagnostic.js";
import { problemAt } from "../diagnostic.js";
import { lockedChanges } from "../locked-problems.js";

/** Snapshots of a fold are not taken for those of another: when the decider's code changed, so did the fold, maybe. */
export const foldVersionRaised: Rule = function* (project) {
  for (const [entry, { verdict, code, message, hint, path }] of lockedChanges(project, "F1407")) {
    if (verdict === "fine") continue;
    const same = `If evolve comes to the same states as before, \`npx factum generate --relock ${entry.model.name}.snapshots\` says so.`;
    yield problemAt(entry, path, { code, message, hint: verdict === "error" ? `${hint}` : `${hint}\n${same}` });
  }
};
