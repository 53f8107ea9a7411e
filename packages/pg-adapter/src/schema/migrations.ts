/** One step of the schema, in `migrations/<name>.sql`. */
export interface Migration {
  readonly name: string;
  /**
   * Whether a process of the release before fails on the schema that this migration leaves. If not, that process starts and
   * runs on while its successors are rolled out, or rolled back.
   */
  readonly breaking: boolean;
}

/** Every migration that was ever released, in order. A released file is never edited: databases out there have run it. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "0001-events", breaking: true },
  { name: "0002-snapshots-and-outcomes", breaking: false },
  { name: "0003-listeners", breaking: false },
  { name: "0004-inline-read-models", breaking: false },
];

/**
 * One function a file. The number at the end of its name is its ABI: it rises when parameters, result or meaning change, and
 * the file of the number before stays in this list for one more release. A text that changes under the same number replaces
 * the function in place.
 */
export const FUNCTION_FILES = [
  "append/append-evaluated.sql",
  "append/append-exact.sql",
  "append/append.sql",
  "append/held-streams.sql",
  "inline/begin-inline.sql",
  "outcomes/settle.sql", // calls append.sql: rises with its ABI number
  "outcomes/forget-outcomes.sql",
  "read/safe-position.sql",
  "holders/safe-position-holders.sql",
] as const;

/** Families of functions that other functions call on the owner's behalf. They trust their parameters: no role may call them. */
export const INTERNAL_FUNCTIONS: readonly string[] = ["append_evaluated", "append_exact"];
