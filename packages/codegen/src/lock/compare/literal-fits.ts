import type { LockedLiteral, LockForm } from "../lock-form.js";

/** Whether a literal value is one of those that another form takes; in doubt, not. */
export function literalFits(value: LockedLiteral["values"][number], form: LockForm): boolean {
  if (form.kind === "string") {
    const { format, patterns, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = form;
    if (typeof value !== "string" || format !== undefined || patterns !== undefined) return false;
    return value.length >= minLength && value.length <= maxLength;
  }
  if (form.kind === "number") {
    const { integer, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = form;
    if (typeof value !== "number" || multipleOf !== undefined) return false;
    if (integer === true && !Number.isSafeInteger(value)) return false;
    return (
      value >= (minimum ?? Number.NEGATIVE_INFINITY) &&
      value <= (maximum ?? Number.POSITIVE_INFINITY) &&
      value > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
      value < (exclusiveMaximum ?? Number.POSITIVE_INFINITY)
    );
  }
  return form.kind === "literal" && form.values.includes(value);
}
