import type { Change, ChangeCode } from "../lock/compare/change.js";
import { compareLocks } from "../lock/compare/compare-locks.js";
import { isSound } from "../lock/lock-file.js";
import { lockFor } from "../lock/lock-for.js";
import { lockOf } from "../lock/lock-of.js";
import { oncePer } from "../model/once-per.js";
import type { Project, ProjectAggregate } from "../model/project.js";
import { type Diagnostic, problemAt } from "./diagnostic.js";

/** What changed since a project was locked, of one code; of aggregates that are sound themselves and have a sound lock. */
export function* lockedChanges(project: Project, code: ChangeCode): Iterable<readonly [ProjectAggregate, Change]> {
  for (const found of allChanges(project)) if (found[1].code === code) yield found;
}

/** Each code has a rule of its own; the locks are compared once. */
const allChanges = oncePer((project: Project) =>
  project.aggregates.flatMap((entry): (readonly [ProjectAggregate, Change])[] => {
    const known = lockFor(project, entry);
    if (known === undefined || !isSound(known) || entry.model.malformed.length > 0) return [];
    const now = lockOf(entry.model, project.lock.deciderHashes.get(entry.file.path));
    return compareLocks(known.lock, now).map((change) => [entry, change]);
  }),
);

/** The diagnostic of a change, with how to go on if what was locked was never released. */
export function lockedProblem(entry: ProjectAggregate, change: Change, hint = change.hint): Diagnostic {
  const { name } = entry.model;
  const part = change.event === undefined ? name : `${name}.${change.event}`;
  const wayOut = `Was it never released? \`npx factum generate --relock ${part}\` locks it anew, unless it was committed.`;
  return problemAt(entry, change.path, {
    code: change.code,
    message: change.message,
    hint: hint === undefined ? wayOut : `${hint}\n${wayOut}`,
  });
}
