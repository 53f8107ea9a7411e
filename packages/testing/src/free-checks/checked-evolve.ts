import type { Decider, DomainEvent } from "@factum/core";
import { frozenCopy } from "./frozen-copy.js";
import { twice } from "./twice.js";
import { withoutMutation } from "./without-mutation.js";

/** The state after an event, having checked that `evolve` changes nothing and answers the same when asked again. */
export function checkedEvolve<State, E extends DomainEvent>(
  decider: Pick<Decider<State, never, E>, "name" | "evolve">,
  state: State,
  event: E,
): State {
  const name = `${decider.name}'s state after ${event.type}`;
  const hint = "A state follows from the events alone.";
  return twice(name, hint, () =>
    withoutMutation(name, () => frozenCopy(decider.evolve(frozenCopy(state), frozenCopy(event)))),
  );
}
