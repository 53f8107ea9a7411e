import type { Decider, DomainEvent } from "@factum/core";
import type { Checks } from "./checks.js";
import { frozenCopy, handedCopy } from "./frozen-copy.js";
import { twice } from "./twice.js";
import { withoutMutation } from "./without-mutation.js";

/** The state after an event, having checked that `evolve` changes nothing and answers the same when asked again. */
export function checkedEvolve<State, E extends DomainEvent>(
  decider: Pick<Decider<State, never, E>, "name" | "evolve">,
  state: State,
  event: E,
  checks: Checks,
): State {
  const name = `${decider.name}'s state after ${event.type}`;
  const run = () =>
    withoutMutation(name, checks, () =>
      frozenCopy(decider.evolve(handedCopy(state, checks), handedCopy(event, checks))),
    );
  return twice({ name, hint: "A state follows from the events alone.", run }, checks);
}
