import { ProblemError } from "./problem.js";

/**
 * The stream version in a query string; the newest if there is none.
 *
 * @throws {ProblemError} 400 if it is no version, 404 if the stream has not got there
 */
export function readVersion(text: string | undefined, newest: number): number {
  if (text === undefined) return newest;
  if (!/^\d{1,15}$/.test(text))
    throw new ProblemError(400, "version must be a whole number; 0 is before the first event.");
  const version = Number(text);
  if (version <= newest) return version;
  throw new ProblemError(404, `There is no version ${version} yet: this training is at version ${newest}.`);
}
