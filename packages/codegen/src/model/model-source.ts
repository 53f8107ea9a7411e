import type { ModelPath } from "./model-path.js";

/** Where something stands in a source file. */
export interface Location {
  /** Relative to the project folder, with `/` on every system. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** In UTF-16 code units, on the first line. */
  readonly length: number;
  /** Where it ends, behind its last character, if that is on a later line. */
  readonly end?: { readonly line: number; readonly column: number };
  /** The text of the line that it begins on. */
  readonly text: string;
}

/** What the text of a model file says beyond its values. */
export interface ModelSource {
  /** Where the part stands; if it cannot be found in the text, where the nearest part around it does. */
  locationOf(path: ModelPath): Location;
  /** All JSDoc texts, by `pathKey`. */
  readonly docs: Readonly<Record<string, string>>;
  /** The JSDoc text above the part, without its stars. */
  docOf(path: ModelPath): string | undefined;
  /** The part as it is written; of an entry, its name alone. */
  textOf(path: ModelPath): string | undefined;
  /** Whether the text has this part. */
  has(path: ModelPath): boolean;
}
