import type { NumberForm } from "../../model/schema-form.js";
import { hashedNumber } from "./sample-hash.js";

/** Numbers to try for a field, the nicest first; which of them is valid, the schema itself says. */
export function numberSamples(name: string, form: NumberForm): readonly number[] {
  const step = form.multipleOf ?? 1;
  const lowest = form.minimum ?? (form.exclusiveMinimum === undefined ? undefined : form.exclusiveMinimum + step);
  const highest = form.maximum ?? (form.exclusiveMaximum === undefined ? undefined : form.exclusiveMaximum - step);
  const first = Math.ceil((lowest ?? (highest === undefined ? 1 : highest - 1000 * step)) / step);
  const last = Math.floor((highest ?? (first + 1000) * step) / step);
  const count = Math.max(1, Math.min(1000, last - first + 1));
  const hashed = (first + hashedNumber(name, count)) * step;
  const edges = [form.minimum, form.maximum, form.exclusiveMinimum, form.exclusiveMaximum];
  const bounds = edges.filter((edge) => edge !== undefined);
  const middle = bounds.length === 2 ? [((bounds[0] ?? 0) + (bounds[1] ?? 0)) / 2] : [];
  return [hashed, ...middle, ...bounds, 0, 1].filter((sample) => Number.isFinite(sample) && !Object.is(sample, -0));
}
