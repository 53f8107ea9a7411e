import type { Checks } from "./checks.js";

/**
 * A copy that cannot be changed, at any depth, so that whoever tries it is caught.
 *
 * Only arrays and plain objects are copied, which is all that states and data are made of.
 */
export function frozenCopy<Value>(value: Value): Value {
  return copyOf(value, Object.freeze) as Value;
}

/** A copy to hand to a pure function: a frozen one, or one that it may change for itself where nobody minds. */
export function handedCopy<Value>(value: Value, checks: Checks): Value {
  return checks.has("no-mutation") ? frozenCopy(value) : (copyOf(value, (copy) => copy) as Value);
}

function copyOf(value: unknown, finish: <Copy extends object>(copy: Copy) => Copy): unknown {
  if (Array.isArray(value)) return finish(value.map((item) => copyOf(item, finish)));
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  const copy: Record<string, unknown> = Object.create(Object.getPrototypeOf(value) as object | null);
  for (const key of Object.keys(value)) {
    // Defined and not assigned: an assignment to the key `__proto__` would set the prototype.
    Object.defineProperty(copy, key, {
      value: copyOf((value as Record<string, unknown>)[key], finish),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return finish(copy);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
