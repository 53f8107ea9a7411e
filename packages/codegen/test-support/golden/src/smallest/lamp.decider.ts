import { defineLamp } from "./generated/lamp.runtime.js";

export const lamp = defineLamp({
  decide: { SwitchOn: ({ isOn }, _data, { event }) => (isOn ? [] : event.SwitchedOn()) },
  evolve: { SwitchedOn: () => ({ isOn: true }) },
});
