import { z } from "zod";

/** Whether a schema is marked by `.meta({ secret: true })`. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return z.globalRegistry.get(schema)?.secret === true;
}
