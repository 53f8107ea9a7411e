import type { ExpectedVersion } from "@factum/core";
import { ProblemError } from "./problem.js";

/**
 * The version that an `If-Match` asks for; undefined without one. `*` asks for a training that is there, at any version.
 *
 * @throws {ProblemError} 400 for what is not one tag of ours: a list and a weak tag too, for a command has one version to go by
 */
export function readIfMatch(header: string | undefined): ExpectedVersion | undefined {
  if (header === undefined) return undefined;
  if (header === "*") return "stream-exists";
  const digits = /^"(0|[1-9]\d{0,14})"$/.exec(header)?.[1];
  if (digits !== undefined) return Number(digits);
  throw new ProblemError(
    400,
    'The header If-Match must be one version in quotes, as an ETag gave it, such as "3", or * for a training that is there.',
  );
}
