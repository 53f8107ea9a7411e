import type { Command, Decider, DecisionContext, DomainEvent, Rejection } from "@factum/core";
import { frozenCopy } from "./frozen-copy.js";
import { twice } from "./twice.js";
import { withoutMutation } from "./without-mutation.js";

/**
 * What `decide` comes to, having checked that it changes nothing and answers the same when asked again.
 *
 * @param contextOf the context of one more run, each time the same
 */
export function checkedDecide<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  decider: Decider<State, C, E, R, Id>,
  state: State,
  command: C,
  contextOf: () => DecisionContext<Id>,
): readonly E[] | R {
  const name = `${decider.name}'s decision on ${command.type}`;
  const hint = "Take the time from context.now and ids from context.newId().";
  return twice(name, hint, () =>
    withoutMutation(name, () =>
      frozenCopy(decider.decide(frozenCopy(state), frozenCopy(command), Object.freeze(contextOf()))),
    ),
  );
}
