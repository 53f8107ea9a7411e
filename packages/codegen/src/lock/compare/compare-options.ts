import type { ModelPath } from "../../model/model-path.js";
import type { LockForm } from "../lock-form.js";
import { sortedJson } from "../sorted-json.js";
import { compareArray } from "./compare-array.js";
import { compareNumber } from "./compare-number.js";
import { compareObject } from "./compare-object.js";
import { compareRecord } from "./compare-record.js";
import { compareString } from "./compare-string.js";
import { compareTexts } from "./compare-texts.js";
import { compareTuple } from "./compare-tuple.js";
import { describeForm } from "./describe-form.js";
import { type Comparison, type FormChange, narrowed, widened } from "./form-change.js";
import { literalFits } from "./literal-fits.js";

/** Compares two forms of which each has one kind: what {@link optionsOf} makes. */
export function compareOptions(
  before: LockForm,
  after: LockForm,
  path: ModelPath,
  comparison: Comparison,
): readonly FormChange[] {
  return [...compareChecks(before, after, path), ...compareKinds(before, after, path, comparison)];
}

function compareChecks(before: LockForm, after: LockForm, path: ModelPath): readonly FormChange[] {
  const checksOf = (form: LockForm) => ("furtherChecks" in form ? form.furtherChecks : undefined);
  return compareTexts(checksOf(before), checksOf(after), path, "check");
}

function compareKinds(
  before: LockForm,
  after: LockForm,
  path: ModelPath,
  comparison: Comparison,
): readonly FormChange[] {
  if (before.kind === "string" && after.kind === "string") return compareString(before, after, path);
  if (before.kind === "number" && after.kind === "number") return compareNumber(before, after, path);
  if (before.kind === "array" && after.kind === "array") return compareArray(before, after, path, comparison);
  if (before.kind === "tuple" && after.kind === "tuple") return compareTuple(before, after, path, comparison);
  if (before.kind === "object" && after.kind === "object") return compareObject(before, after, path, comparison);
  if (before.kind === "record" && after.kind === "record") return compareRecord(before, after, path, comparison);
  if (before.kind === "literal" && before.values.every((value) => literalFits(value, after))) {
    return after.kind === "literal"
      ? []
      : [widened(path, `was ${describeForm(before)}, and is ${describeForm(after)}`)];
  }
  // What cannot be stored has no meaning that could be kept; nothing but the very same is taken for the same.
  if (before.kind === "unsupported" && sortedJson(before) === sortedJson(after)) return [];
  return [narrowed(path, `was ${describeForm(before)}, and is ${describeForm(after)}`)];
}
