import { byCodePoint } from "../../model/code-point-order.js";
import type { ModelPath } from "../../model/model-path.js";
import { entryOf } from "../lock.js";
import type { LockedObject } from "../lock-form.js";
import { type Comparison, type FormChange, narrowed, widened } from "./form-change.js";

/** Unknown keys are refused on write, so what is stored has no others than those that were declared. */
export function compareObject(
  before: LockedObject,
  after: LockedObject,
  path: ModelPath,
  { compare, wasUsed }: Comparison,
): readonly FormChange[] {
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  return [...names].sort(byCodePoint).flatMap((name) => compareField(name));

  function compareField(name: string): readonly FormChange[] {
    const [was, is] = [entryOf(before.fields, name), entryOf(after.fields, name)];
    const [mightMiss, mayMiss] = [isOptional(before, name), isOptional(after, name)];
    const place = [...path, name];
    if (was === undefined) return mayMiss ? addedField(place) : [narrowed(place, "is new, and required")];
    if (is === undefined) return [narrowed(place, "is gone")];
    const changes = compare(was, is, place);
    if (mightMiss && !mayMiss) return [narrowed(place, "was optional, and is required"), ...changes];
    return !mightMiss && mayMiss ? [widened(place, "was required, and is optional"), ...changes] : changes;
  }

  function addedField(place: ModelPath): readonly FormChange[] {
    // Upcasters hand on what they do not know, so that something else may stand there.
    if (wasUsed(place)) return [narrowed(place, "is new, but was used by another schema version")];
    return [widened(place, "is new, and optional")];
  }
}

function isOptional({ optional = [] }: LockedObject, name: string): boolean {
  return optional.includes(name);
}
