import { defineParcel } from "./generated/parcel.runtime.js";

export const parcel = defineParcel({
  decide: {
    Send: (_state, { grams }, { event }) => event.Sent({ grams, speed: grams > 100 ? "slow" : "fast" }),
    Lose: (_state, _data, { event }) => [event.Lost({}), event.Lost({ where: "at sea" })],
  },
  evolve: {
    Sent: ({ sent }, { grams }) => ({ grams, sent: sent + 1 }),
    Lost: (state) => ({ ...state, grams: 0 }),
  },
});
