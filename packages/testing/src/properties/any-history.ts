import type { Command, DomainEvent, Rejection } from "@factum/core";
import type fc from "fast-check";
import { anyPlan } from "./plan.js";
import { type PropertyOptions, type SpecsOf, subjectOf } from "./property-options.js";
import { destinationOf, eventsOf } from "./walk.js";

/**
 * The events of any stream that commands can lead to: each history is what the decider accepted of a list of commands,
 * with the ids and times of specs.
 *
 * @example
 * fc.property(anyHistory(given), anyCommand(given), (history, command) => …)
 */
export function anyHistory<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  given: SpecsOf<State, C, E, R, Id>,
  options: Pick<PropertyOptions, "maxSteps" | "arbitraries"> = {},
): fc.Arbitrary<readonly E[]> {
  const subject = subjectOf(given);
  return anyPlan(subject, options).map((plan) => eventsOf(destinationOf(subject, plan)) as readonly E[]);
}
