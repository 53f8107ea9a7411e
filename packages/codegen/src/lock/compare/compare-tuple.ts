import type { ModelPath } from "../../model/model-path.js";
import type { LockedTuple } from "../lock-form.js";
import { type Comparison, type FormChange, narrowed, widened } from "./form-change.js";

export function compareTuple(
  before: LockedTuple,
  after: LockedTuple,
  path: ModelPath,
  { compare }: Comparison,
): readonly FormChange[] {
  if (before.items.length !== after.items.length) {
    return [narrowed(path, `had ${before.items.length} places, and has ${after.items.length}`)];
  }
  const places = before.items.flatMap((item, index) => {
    const other = after.items[index];
    return other === undefined ? [] : compare(item, other, [...path, index]);
  });
  return [...places, ...compareRest(before, after, path, compare)];
}

function compareRest(
  { rest: before }: LockedTuple,
  { rest: after }: LockedTuple,
  path: ModelPath,
  compare: Comparison["compare"],
): readonly FormChange[] {
  if (before === undefined) return after === undefined ? [] : [widened(path, "may be longer now")];
  if (after === undefined) return [narrowed(path, "may not be longer than its places any more")];
  return compare(before, after, [...path, "[]"]);
}
