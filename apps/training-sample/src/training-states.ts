import type { StoredEvent } from "@factum/core";
import type { TrainingState } from "./training/generated/training.types.js";
import { training } from "./training/training.decider.js";

/**
 * The states that a training went through, folded by the decider: at index n the one of stream version n, at 0 the one
 * before anything had happened.
 *
 * @param events all of the stream, from the first
 */
export function trainingStates(events: readonly StoredEvent[]): readonly TrainingState[] {
  const states = [training.initialState];
  let state = training.initialState;
  for (const event of events) {
    state = training.evolve(state, training.codec.decode(event));
    states.push(state);
  }
  return states;
}
