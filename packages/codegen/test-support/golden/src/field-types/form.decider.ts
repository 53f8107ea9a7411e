import { defineForm } from "./generated/form.runtime.js";

export const form = defineForm({
  decide: { Fill: (state, data, { event }) => (state === "filled" ? [] : event.Filled(data)) },
  evolve: { Filled: () => "filled" },
});
