import { isDeepStrictEqual } from "node:util";
import { describeDifference } from "../describe/describe-difference.js";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";
import { inWorld } from "./in-world.js";

/** A function that has to be pure, and how its failures speak of it. */
export interface Pure<Result> {
  /** What it makes, e.g. `Door's decision on Open`. */
  readonly name: string;
  /** Where to take from what must not come out of the air. */
  readonly hint: string;
  run(): Result;
  describe?(result: Result): string;
}

/**
 * What `run` returns, having checked that it returns the same in another world: at another time, with other random numbers.
 */
export function twice<Result>({ name, hint, run, describe = describeValue }: Pure<Result>, checks: Checks): Result {
  if (!checks.has("deterministic")) return run();
  const first = inWorld("this", run);
  const second = secondOf(name, hint, run);
  if (isDeepStrictEqual(first, second)) return first;
  throw checkFailure("deterministic", {
    message: [
      `${name} is not deterministic. Given the same, it came first (-) and then, at another time, (+) to`,
      indent(describeDifference(describe(first), describe(second))),
      hint,
    ].join("\n"),
    actual: second,
    expected: first,
  });
}

function secondOf<Result>(name: string, hint: string, run: () => Result): Result {
  try {
    return inWorld("another", run);
  } catch (cause) {
    const message = `${name} is not deterministic. Given the same, it returned first, and then, at another time, threw:\n  ${String(cause)}\n${hint}`;
    throw checkFailure("deterministic", { message, cause });
  }
}
