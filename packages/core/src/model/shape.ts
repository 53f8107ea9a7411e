import { z } from "zod";

/** Field name to zod schema: what an event, a command, a rejection or a row holds. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** The values that a shape describes. */
export type DataOf<S extends Shape> = z.output<z.ZodObject<S>>;

/** One schema for a whole shape; unknown keys are left to whoever parses with it. */
export function schemaOf(shape: Shape): z.ZodType<Record<string, unknown>> {
  return z.object(shape);
}
