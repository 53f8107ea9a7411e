import type fc from "fast-check";
import type { z } from "zod";
import { nameOf } from "./schema-def.js";

/** A team's own arbitraries, by the `.meta({ id })` of the schema that each is of. */
export type OwnArbitraries = Readonly<Record<string, fc.Arbitrary<unknown>>>;

export function ownArbitraryOf(own: OwnArbitraries, schema: z.ZodType): fc.Arbitrary<unknown> | undefined {
  const name = nameOf(schema);
  return name !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
}
