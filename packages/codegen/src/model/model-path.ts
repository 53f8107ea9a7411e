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

// Fields stand right below their event, and are plain identifiers; so these segments cannot be theirs.

/** Where an event's schema version stands; fields of versions that are not the current one stand below. */
export function versionPath(event: string, version: number): ModelPath {
  return ["events", event, `#${version}`];
}

/** Where the old names of an event stand, or one of them. */
export function aliasPath(event: string, index?: number): ModelPath {
  return ["events", event, "alias()", ...(index === undefined ? [] : [index])];
}
