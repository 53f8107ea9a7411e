import { UnsafeIntegerError } from "../errors/unsafe-integer-error.js";

/**
 * A bigint of Postgres, which the driver hands over as text, as a number.
 *
 * @throws {UnsafeIntegerError} beyond 2^53 − 1, where a number would be another one
 */
export function safeInteger(text: string | number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new UnsafeIntegerError(String(text));
  return value;
}
