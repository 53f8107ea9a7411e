import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";

/** What V8 says when strict code changes a frozen object. */
const CHANGES_FROZEN =
  /^Cannot (assign to read only|add|define|delete|redefine) property|object is not extensible|is read-only/;

/** Runs a pure function on frozen input, and turns its attempt to change the input into a failure that says so. */
export function withoutMutation<Result>(name: string, checks: Checks, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!checks.has("no-mutation")) throw error;
    if (!(error instanceof TypeError && CHANGES_FROZEN.test(error.message))) throw error;
    throw checkFailure("no-mutation", {
      message: `${name} changes what it was given, in place: ${error.message}.\nMake a new value and return that.`,
      cause: error,
    });
  }
}
