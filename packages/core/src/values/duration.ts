import { InvalidOptionError } from "../errors/invalid-option-error.js";

/** The longest time that a timer keeps; of a longer one, `setTimeout` makes 1 ms. Nearly 25 days. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Milliseconds as a timer takes them: `Infinity` and other long times become {@link LONGEST_TIMER_MS}.
 *
 * @throws {InvalidOptionError} for what is no number from 0
 */
export function durationOf(option: string, milliseconds: number): number {
  if (typeof milliseconds !== "number" || !(milliseconds >= 0)) {
    throw new InvalidOptionError(option, milliseconds, "milliseconds from 0; Infinity is for ever");
  }
  return Math.min(milliseconds, LONGEST_TIMER_MS);
}
