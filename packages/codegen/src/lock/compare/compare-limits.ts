import type { ModelPath } from "../../model/model-path.js";
import { type FormChange, narrowed, widened } from "./form-change.js";

/** A limit that was set, moved or dropped. `than` says what it limits: `{ low: "shorter than", … }`. */
export function compareLowest(
  before: number,
  after: number,
  path: ModelPath,
  what: (limit: number) => string,
): readonly FormChange[] {
  if (after === before) return [];
  return after > before
    ? [narrowed(path, `takes no ${what(after)} any more`)]
    : [widened(path, `takes ${what(before)} too`)];
}

/** {@link compareLowest} for an upper limit. */
export function compareHighest(
  before: number,
  after: number,
  path: ModelPath,
  what: (limit: number) => string,
): readonly FormChange[] {
  return compareLowest(-before, -after, path, (limit) => what(-limit));
}
