import type { DecisionContext } from "../decider/decision-context.js";
import { type CounterCommand, type CounterDecider, type CounterState, counter } from "./counter.js";

export interface WatchedCounter {
  readonly decider: CounterDecider;
  readonly contexts: DecisionContext[];
  readonly states: CounterState[];
  readonly commands: CounterCommand[];
}

/** The counter, with a record of every decision that it was asked for. */
export function watchedCounter(original: CounterDecider = counter): WatchedCounter {
  const [contexts, states, commands]: [DecisionContext[], CounterState[], CounterCommand[]] = [[], [], []];
  const decider: CounterDecider = {
    ...original,
    decide(state, command, context) {
      contexts.push(context);
      states.push(state);
      commands.push(command);
      return original.decide(state, command, context);
    },
  };
  return { decider, contexts, states, commands };
}
