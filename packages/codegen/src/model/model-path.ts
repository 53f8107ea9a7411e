/**
 * A place in a model's literal, e.g. `["commands", "StartVideo", "emits", 0]`.
 *
 * In a schema `"[]"` stands for the items of an array, `"{}"` for the entries of a record, a number for the option of a
 * union or the place in a tuple.
 */
export type ModelPath = readonly (string | number)[];

/** The path as one string, to be a key in maps. */
export function pathKey(path: ModelPath): string {
  return JSON.stringify(path);
}
