import { isDeepStrictEqual } from "node:util";
import type { AggregateModel } from "@factum/core/model";
import { describeValue } from "../../describe/describe-value.js";
import { indent } from "../../describe/indent.js";
import { specFailure } from "../../spec-failure.js";

/** Checks that a state is what the state's schema describes, without a field more. */
export function stateFits({ name, state: schema }: AggregateModel, state: unknown): void {
  const result = schema.safeParse(state);
  if (result.success && isDeepStrictEqual(result.data, state)) return;
  const problems = result.success
    ? ["it has fields that the schema does not have"]
    : result.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`));
  throw specFailure({
    message: `The state of ${name} does not fit its schema:\n${indent(problems.join("\n"))}\nIt is\n${indent(describeValue(state))}`,
  });
}
