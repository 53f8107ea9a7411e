import { defineDoor } from "./generated/door.runtime.js";

export const door = defineDoor({
  decide: {
    Open(state, { centimeters }, { event, reject }) {
      switch (state.position) {
        case "closed":
          return event.Opened({ centimeters });
        case "open":
          return state.centimeters === centimeters ? [] : [event.Closed(), event.Opened({ centimeters })];
        default:
          return reject.Stuck({ since: state.since });
      }
    },
    Close: (state, _data, { event, reject }) =>
      state.position === "jammed" || state.position === "removed"
        ? reject.Stuck({ since: state.since })
        : state.position === "open"
          ? event.Closed()
          : [],
    Break: (_state, data, { event }) => event.Broken(data),
  },
  evolve: {
    Opened: (_state, { centimeters }) => ({ position: "open", centimeters }),
    Closed: () => ({ position: "closed" }),
    Broken: (_state, { on }) => ({ position: "jammed", since: on }),
  },
});
