import type { ModelPath } from "../../model/model-path.js";
import type { LockedRecord } from "../lock-form.js";
import { sortedJson } from "../sorted-json.js";
import { type Comparison, type FormChange, narrowed, widened } from "./form-change.js";

export function compareRecord(
  before: LockedRecord,
  after: LockedRecord,
  path: ModelPath,
  { compare }: Comparison,
): readonly FormChange[] {
  const place = [...path, "{}"];
  return [
    ...compareKeys(before, after, path),
    ...compare(before.key, after.key, place),
    ...compare(before.value, after.value, place),
  ];
}

/** A record that must have every key must have had every key: of what is stored, none can be missing. */
function compareKeys(before: LockedRecord, after: LockedRecord, path: ModelPath): readonly FormChange[] {
  if (after.exhaustive !== true) {
    return before.exhaustive === true ? [widened(path, "need not have every key any more")] : [];
  }
  if (before.exhaustive === true && sortedJson(before.key) === sortedJson(after.key)) return [];
  return [narrowed(path, "has to have every one of its keys now")];
}
