import { isDeepStrictEqual } from "node:util";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { specFailure } from "../spec-failure.js";

/** What `run` returns, both times: a pure function does not answer differently when asked again. */
export function twice<Result>(name: string, hint: string, run: () => Result): Result {
  const first = run();
  const second = run();
  if (isDeepStrictEqual(first, second)) return first;
  throw specFailure({
    message: [
      `${name} is not deterministic. Given the same, it came first to`,
      indent(describeValue(first)),
      "and then to",
      indent(describeValue(second)),
      hint,
    ].join("\n"),
    actual: second,
    expected: first,
  });
}
