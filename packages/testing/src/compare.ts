import { isDeepStrictEqual } from "node:util";
import { isLike, partOf } from "./like.js";

/** Two values of which the spec says that they are equal; of what {@link like} leaves open nothing is in them. */
export interface Compared {
  readonly holds: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** Compares strictly, except for what the spec left open. Keys come in the order that the spec gave them, so that a diff is short. */
export function compare(actual: unknown, expected: unknown): Compared {
  const asked = isLike(expected) ? partOf(expected) : expected;
  const shown = isLike(expected) ? restricted(actual, asked) : inOrderOf(actual, asked);
  return { holds: isDeepStrictEqual(shown, asked), actual: shown, expected: asked };
}

/** Compares two lists item by item. */
export function compareAll(actual: readonly unknown[], expected: readonly unknown[]): Compared {
  const items = actual.map((item, index) => (index in expected ? compare(item, expected[index]).actual : item));
  const asked = expected.map((item) => (isLike(item) ? partOf(item) : item));
  return { holds: isDeepStrictEqual(items, asked), actual: items, expected: asked };
}

/** As much of a value as was asked for. */
function restricted(value: unknown, asked: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(asked)) {
    return value.map((item, index) => (index in asked ? restricted(item, asked[index]) : item));
  }
  if (!isPlainObject(value) || !isPlainObject(asked)) return value;
  const keys = Object.keys(asked).filter((key) => Object.hasOwn(value, key) || asked[key] === undefined);
  return withEntries(
    value,
    keys.map((key) => [key, restricted(ownValue(value, key), asked[key])]),
  );
}

/** The whole value, what both have in the order of the other. */
function inOrderOf(value: unknown, other: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(other)) return value.map((item, index) => inOrderOf(item, other[index]));
  if (!isPlainObject(value) || !isPlainObject(other)) return value;
  const own = Object.keys(value);
  const shared = Object.keys(other).filter((key) => Object.hasOwn(value, key));
  const keys = new Set([...shared, ...own]);
  return withEntries(
    value,
    [...keys].map((key) => [key, inOrderOf(value[key], ownValue(other, key))]),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** `__proto__` is a key as any other, and what an object inherits is none of it. */
function ownValue(value: Fields, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function withEntries(value: Fields, entries: readonly (readonly [string, unknown])[]): Fields {
  const copy: Fields = Object.create(Object.getPrototypeOf(value) as object | null);
  for (const [key, item] of entries) Object.defineProperty(copy, key, { value: item, enumerable: true });
  return copy;
}
