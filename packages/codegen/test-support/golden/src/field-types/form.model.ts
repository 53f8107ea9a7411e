import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

const fields = {
  text: z.string().min(2).max(40),
  maybe: z.string().optional(),
  none: z.null(),
  /** A date without a time. */
  day: z.iso.date(),
  moment: z.iso.datetime(),
  email: z.email(),
  link: z.url(),
  pattern: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ examples: ["ABC"] }),
  whole: z.int().min(3).max(9),
  real: z.number().gt(0).lt(1),
  step: z.number().multipleOf(5),
  yes: z.literal(true),
  choice: z.enum(["first", 'the "second"']),
  list: z.array(z.array(z.int())).min(1),
  pair: z.tuple([z.string(), z.boolean()]),
  either: z.union([z.string(), z.int(), z.null()]),
  kind: z.discriminatedUnion("by", [
    z.object({ by: z.literal("mail"), address: z.string() }),
    z.object({ by: z.literal("phone"), number: z.string() }),
  ]),
  nested: z.object({ inner: z.object({ value: z.string().nullable() }) }),
  anyKeys: z.record(z.string(), z.number()),
  allKeys: z.record(z.enum(["s", "m"]), z.int()),
  someKeys: z.partialRecord(z.enum(["s", "x-l"]), z.int()),
};

/** Every type that a field can have. */
export default aggregate("Form", {
  id: z.string().min(1),
  state: z.enum(["empty", "filled"]),
  initialState: "empty",
  events: { Filled: event(fields) },
  commands: { Fill: { data: fields, emits: ["Filled"] } },
});
