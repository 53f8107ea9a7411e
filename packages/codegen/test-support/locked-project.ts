import type { Rule } from "../src/check/diagnostic.js";
import { lockFileOf } from "../src/lock/lock-file.js";
import type { Project } from "../src/model/project.js";
import { lockOfText } from "./lock-of-text.js";
import { type AggregateParts, aggregateText } from "./model-texts.js";
import { projectOf } from "./project-of.js";

/** An aggregate as it was when it was locked, and as it is now. */
export interface Edited {
  readonly before: AggregateParts;
  readonly after: AggregateParts;
  readonly deciderBefore?: string;
  readonly deciderAfter?: string;
}

/** A project with one aggregate, in `src/training.model.ts`, and the lock of what it was. */
export function lockedProject({ before, after, deciderBefore, deciderAfter }: Edited): Project {
  const lock = lockOfText(before, deciderBefore);
  const files = [{ stem: lock.name, file: lockFileOf(lock.name), lock }];
  const project = projectOf({ "src/training.model.ts": aggregateText(after) });
  const hashes = deciderAfter === undefined ? [] : [["/project/src/training.model.ts", deciderAfter] as const];
  return { ...project, lock: { files, onDisk: files, deciderHashes: new Map(hashes) } };
}

/** What a rule finds, a string each: `line:column code message`. Hints are lines of their own. */
export function lockedProblems(rule: Rule, edited: Edited): readonly string[] {
  return [...rule(lockedProject(edited))].flatMap(({ code, message, hint, location }) => [
    `${location.line}:${location.column} ${code} ${message}`,
    ...(hint === undefined ? [] : [hint]),
  ]);
}
