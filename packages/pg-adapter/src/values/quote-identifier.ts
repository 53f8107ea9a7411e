import { InvalidOptionError } from "@factum/core";

/** Postgres cuts longer names off in silence, and two tables become one. */
const MAX_BYTES = 63;

/**
 * A name as SQL may hold it.
 *
 * @throws {InvalidOptionError} for an empty name, one that Postgres would cut off, or one with a character that it cannot
 *   hold
 */
export function quoteIdentifier(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > MAX_BYTES || name.includes("\u0000") || !name.isWellFormed()) {
    throw new InvalidOptionError("A name in Postgres", name, `1 to ${MAX_BYTES} bytes of text`);
  }
  return `"${name.replaceAll('"', '""')}"`;
}
