import type { ModelPath } from "../../model/model-path.js";
import type { LockedArray } from "../lock-form.js";
import { compareHighest, compareLowest } from "./compare-limits.js";
import type { Comparison, FormChange } from "./form-change.js";

export function compareArray(
  before: LockedArray,
  after: LockedArray,
  path: ModelPath,
  { compare }: Comparison,
): readonly FormChange[] {
  const most = Number.POSITIVE_INFINITY;
  return [
    ...compare(before.item, after.item, [...path, "[]"]),
    ...compareLowest(before.minItems ?? 0, after.minItems ?? 0, path, (limit) => `list of less than ${limit} items`),
    ...compareHighest(
      before.maxItems ?? most,
      after.maxItems ?? most,
      path,
      (limit) => `list of more than ${limit} items`,
    ),
  ];
}
