import type { DomainEvent } from "./domain-event.js";

/** The state after all `events`, from `state` on. */
export function fold<State, E extends DomainEvent>(
  decider: { evolve(state: State, event: E): State },
  state: State,
  events: Iterable<E>,
): State {
  let current = state;
  for (const event of events) current = decider.evolve(current, event);
  return current;
}
