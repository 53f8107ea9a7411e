import { isPlainObject } from "./is-plain-object.js";

/**
 * Freezes a value in place, with all plain objects and arrays in it, so that nobody changes it by accident.
 *
 * @param frozen what was frozen before, and is passed over; hand in the same set for values that share parts
 */
export function deepFreeze<Value>(value: Value, frozen: WeakSet<object> = new WeakSet()): Value {
  if (typeof value !== "object" || value === null || frozen.has(value)) return value;
  // Objects with state of their own (dates, maps, buffers) are not made safe by freezing, and some refuse it.
  if (!Array.isArray(value) && !isPlainObject(value)) return value;
  frozen.add(value);
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item, frozen);
  return value;
}
