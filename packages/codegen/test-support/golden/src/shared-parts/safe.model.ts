import { aggregate, event } from "@factum/core/model";
import { z } from "zod";
import * as audit from "./audit.js";

/** Events and rejections of another file. */
export default aggregate("Safe", {
  id: z.uuid().lowercase(),
  category: "strongbox",
  state: z.object({ inspections: z.int(), locked: z.boolean() }),
  initialState: { inspections: 0, locked: false },
  events: { ...audit.auditEvents, Closed: event({}) },
  rejections: audit.auditRejections,
  commands: {
    Inspect: { data: { by: z.string(), on: z.iso.date() }, emits: ["Inspected"], rejects: ["Locked"] },
    Lock: { data: {}, emits: ["Closed"] },
  },
});
