import type { ModelPath } from "../../model/model-path.js";
import { entryOf } from "../lock.js";
import type { LockForm } from "../lock-form.js";
import { describeForm } from "./describe-form.js";
import { type FormChange, isReadable, narrowed, widened } from "./form-change.js";

type Compare = (before: LockForm, after: LockForm) => readonly FormChange[];

/** Compares what a value may be one of: every option that there was must be within one that there is. */
export function compareUnions(
  before: readonly LockForm[],
  after: readonly LockForm[],
  path: ModelPath,
  compare: Compare,
): readonly FormChange[] {
  const used = new Set<LockForm>();
  const changes = before.flatMap((option) => {
    const [best, found] = nearest(option, after, compare);
    if (best !== undefined) used.add(best);
    return best === undefined ? [narrowed(path, `was ${describeForm(option)}, and may be that no more`)] : found;
  });
  const added = after.filter((option) => !used.has(option));
  return [...changes, ...added.map((option) => widened(path, `may be ${describeForm(option)} too`))];
}

/** The option that reads what was stored under another with the fewest changes; else the one that it seems to have become. */
function nearest(
  option: LockForm,
  after: readonly LockForm[],
  compare: Compare,
): readonly [LockForm | undefined, readonly FormChange[]] {
  let best: readonly [LockForm | undefined, readonly FormChange[]] = [undefined, []];
  for (const candidate of after) {
    const found = compare(option, candidate);
    if (found.length === 0) return [candidate, found];
    if (isReadable(found) && (best[0] === undefined || found.length < best[1].length)) best = [candidate, found];
  }
  if (best[0] !== undefined) return best;
  const similar = after.filter((candidate) => isSimilar(option, candidate));
  const [only] = similar;
  return similar.length === 1 && only !== undefined ? [only, compare(option, only)] : best;
}

/** Objects that share a field of one and the same literal, or that have all but one field in common. */
function isSimilar(a: LockForm, b: LockForm): boolean {
  if (a.kind !== b.kind || a.kind === "literal") return false;
  if (a.kind !== "object" || b.kind !== "object") return true;
  return Object.entries(a.fields).some(([name, field]) => {
    const other = entryOf(b.fields, name);
    return field.kind === "literal" && JSON.stringify(other) === JSON.stringify(field);
  });
}
