import { inspect } from "node:util";

/** A value in full, in a notation that tells apart what strict equality tells apart: `-0` and `0`, undefined and absent. */
export function describeValue(value: unknown): string {
  return inspect(value, {
    depth: null,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: 100,
    compact: 3,
    colors: false,
  });
}
