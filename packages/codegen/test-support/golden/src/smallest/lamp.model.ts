import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

/** One event without data, one command that cannot be refused. */
export default aggregate("Lamp", {
  id: z.uuid().lowercase(),
  state: z.object({ isOn: z.boolean() }),
  initialState: { isOn: false },
  events: { SwitchedOn: event({}) },
  commands: { SwitchOn: { data: {}, emits: ["SwitchedOn"] } },
});
