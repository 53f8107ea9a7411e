import { AssertionError } from "node:assert";

/** What a spec throws when it does not hold: its story in words, and both values for the runner's diff. */
export interface SpecFailure {
  readonly message: string;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly cause?: unknown;
  /** The stack trace starts below this function, and so in the spec. */
  readonly thrownBy?: (...args: never[]) => unknown;
}

const OPERATOR = "spec";

export function isSpecFailure(error: unknown): boolean {
  return error instanceof AssertionError && error.operator === OPERATOR;
}

export function specFailure(failure: SpecFailure): AssertionError {
  const { message, actual, expected, cause, thrownBy } = failure;
  const error = new AssertionError({
    message,
    actual,
    expected,
    // A name that Node does not know: for its own it would put a diff of its own behind the message, or in its place.
    operator: OPERATOR,
    ...(thrownBy === undefined ? {} : { stackStartFn: thrownBy }),
  });
  if (cause !== undefined) error.cause = cause;
  return error;
}
