import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";

/** A state that is one of several. */
export default aggregate("Door", {
  id: z.uuid().lowercase(),
  state: z.discriminatedUnion("position", [
    z.object({ position: z.literal("closed") }),
    z.object({ position: z.literal("open"), /** How wide. */ centimeters: z.int() }),
    z.object({ position: z.literal(["jammed", "removed"]), since: z.iso.date() }),
  ]),
  initialState: { position: "closed" },
  events: { Opened: event({ centimeters: z.int() }), Closed: event({}), Broken: event({ on: z.iso.date() }) },
  rejections: { Stuck: rejection("It does not move.", { since: z.iso.date() }) },
  commands: {
    Open: { data: { centimeters: z.int() }, emits: ["Opened", "Closed"], rejects: ["Stuck"] },
    Close: { data: {}, emits: ["Closed"], rejects: ["Stuck"] },
    Break: { data: { on: z.iso.date() }, emits: ["Broken"] },
  },
});
