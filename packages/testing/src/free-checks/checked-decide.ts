import type { Command, Decider, DecisionContext, DomainEvent, Rejection } from "@factum/core";
import type { Checks } from "./checks.js";
import { frozenCopy, handedCopy } from "./frozen-copy.js";
import { noLostEvents } from "./no-lost-events.js";
import { twice } from "./twice.js";
import { withoutMutation } from "./without-mutation.js";

/**
 * What `decide` comes to, having checked that it changes nothing, answers the same when asked again, and returns every event
 * that it has built.
 *
 * @param contextOf the context of one more run, each time the same
 */
export function checkedDecide<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  decider: Decider<State, C, E, R, Id>,
  state: State,
  command: C,
  contextOf: () => DecisionContext<Id>,
  checks: Checks,
): readonly E[] | R {
  const name = `${decider.name}'s decision on ${command.type}`;
  const run = () => {
    const built: DomainEvent[] = [];
    const context = watched(contextOf(), (event) => void built.push(event));
    const decision = withoutMutation(name, checks, () =>
      frozenCopy(decider.decide(handedCopy(state, checks), handedCopy(command, checks), context)),
    );
    noLostEvents(name, built, decision, checks);
    return decision;
  };
  return twice({ name, hint: "Take the time from context.now and ids from context.newId().", run }, checks);
}

/** The watch is not for handlers to see. */
function watched<Context extends object>(context: Context, onEventBuilt: (event: DomainEvent) => void): Context {
  return Object.freeze(Object.defineProperty(context, "onEventBuilt", { value: onEventBuilt }));
}
