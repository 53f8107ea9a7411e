import { isDeepStrictEqual } from "node:util";
import type { AggregateModel } from "@factum/core/model";
import { describeDifference } from "../describe/describe-difference.js";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";
import { withoutUndefined } from "./without-undefined.js";

/**
 * Checks that a state is one of those that the model declares, without a field more.
 *
 * @param when e.g. `after VideoStarted`
 */
export function stateFitsSchema(model: AggregateModel, state: unknown, when: string, checks: Checks): void {
  if (!checks.has("state-schema")) return;
  const result = model.state.safeParse(state);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "(root)"}: ${message}`);
    throw checkFailure("state-schema", {
      message: [
        `${model.name}'s state ${when} does not fit the state schema of its model:`,
        indent(problems.join("\n")),
        "It is",
        indent(describeValue(state)),
      ].join("\n"),
    });
  }
  const [own, read] = [withoutUndefined(state), withoutUndefined(result.data)];
  if (isDeepStrictEqual(own, read)) return;
  throw checkFailure("state-schema", {
    message: [
      `${model.name}'s state ${when} is (-) another one than the state schema of its model makes of it (+):`,
      indent(describeDifference(describeValue(own), describeValue(read))),
      "Declare a field in the model or leave it out; a default belongs into evolve.",
    ].join("\n"),
    actual: read,
    expected: own,
  });
}
