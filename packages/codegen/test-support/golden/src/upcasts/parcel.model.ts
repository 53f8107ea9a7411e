import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

/** Events whose schemas grew. */
export default aggregate("Parcel", {
  id: z.uuid().lowercase(),
  state: z.object({ grams: z.int(), sent: z.int() }),
  initialState: { grams: 0, sent: 0 },
  events: {
    /** Was given to the carrier; in version 1 it had kilograms alone. */
    Sent: event({ kilograms: z.number() })
      .next({ grams: z.int() }, (v1) => ({ grams: Math.round(v1.kilograms * 1000) }))
      .next({ grams: z.int(), express: z.boolean() }, (v2) => ({ ...v2, express: false }))
      .next({ grams: z.int(), speed: z.enum(["slow", "fast"]) }, ({ grams, express }) => ({
        grams,
        speed: express ? ("fast" as const) : ("slow" as const),
      })),
    Lost: event({}).next({ where: z.string().optional() }, () => ({})),
  },
  commands: { Send: { data: { grams: z.int() }, emits: ["Sent"] }, Lose: { data: {}, emits: ["Lost"] } },
});
