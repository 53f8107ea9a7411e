import { ProblemError } from "./problem.js";

/** The position in a query string; undefined if there is none. @throws {ProblemError} 400 */
export function readPosition(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const position = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(position)) {
    throw new ProblemError(400, "position must be a whole number, as a command's answer gave it.");
  }
  return position;
}
