import { z } from "zod";
import { LOCK_FORMAT, type Lock } from "./lock.js";
import { lockForm } from "./lock-form-schema.js";

const names = z.array(z.string());

const lockedEvent = z.strictObject({
  aliases: names.exactOptional(),
  retired: z.literal(true).exactOptional(),
  versions: z.record(z.string(), lockForm),
});

/** What a lock file of this format holds. */
export const lockSchema: z.ZodType<Lock> = z.strictObject({
  format: z.literal(LOCK_FORMAT),
  name: z.string(),
  category: z.string(),
  id: lockForm,
  events: z.record(z.string(), lockedEvent),
  reserved: names.exactOptional(),
  named: z.record(z.string(), lockForm).exactOptional(),
  snapshots: z
    .strictObject({ foldVersion: z.int().min(1), decider: z.string().exactOptional(), state: z.string() })
    .exactOptional(),
});
