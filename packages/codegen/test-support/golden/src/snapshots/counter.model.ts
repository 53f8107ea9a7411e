import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

/** Streams that grow long; a category of its own. */
export default aggregate("Counter", {
  id: z.uuid().lowercase(),
  category: "tally",
  state: z.object({ count: z.int() }),
  initialState: { count: 0 },
  snapshots: { every: 100, foldVersion: 2 },
  events: { Counted: event({ by: z.int() }) },
  commands: { Count: { data: { by: z.int() }, emits: ["Counted"] } },
});
