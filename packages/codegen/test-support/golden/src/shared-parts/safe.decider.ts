import { defineSafe } from "./generated/safe.runtime.js";

export const safe = defineSafe({
  decide: {
    Inspect: ({ locked }, data, { event, reject }) => (locked ? reject.Locked() : event.Inspected(data)),
    Lock: (_state, _data, { event }) => event.Closed(),
  },
  evolve: {
    Inspected: (state) => ({ ...state, inspections: state.inspections + 1 }),
    Closed: (state) => ({ ...state, locked: true }),
  },
});
