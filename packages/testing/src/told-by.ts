import { NotImplementedError } from "@factum/core";
import { type Chapter, describeStory } from "./describe/describe-story.js";
import { isSpecFailure, specFailure } from "./spec-failure.js";

/**
 * Runs the team's own code. What that throws says neither in which spec nor at which step, so the story is put to it; a stub's
 * error says all that there is.
 */
export function toldBy<Result>(heading: string, chapters: readonly Chapter[], run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (isSpecFailure(cause) || cause instanceof NotImplementedError) throw cause;
    throw specFailure({ message: describeStory([[heading, String(cause)], ...chapters]), cause });
  }
}
