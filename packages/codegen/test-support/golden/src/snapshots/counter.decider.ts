import { defineCounter } from "./generated/counter.runtime.js";

export const counter = defineCounter({
  decide: { Count: (_state, data, { event }) => event.Counted(data) },
  evolve: { Counted: ({ count }, { by }) => ({ count: count + by }) },
});
