import { isDeepStrictEqual } from "node:util";
import { FactumError } from "@factum/core";
import fc from "fast-check";
import type { z } from "zod";

/** Of this many values, at least some must pass: the others are thrown away while a property runs, again and again. */
const TRIES = 400;
const ENOUGH = 4;

/** A schema refuses nearly all that is made for it; only somebody who knows what it wants can help. */
export class TooFewValuesError extends FactumError {
  readonly code = "too-few-values";
  /** The field, e.g. `the data of StartVideo.videoId`. */
  readonly place: string;

  constructor(place: string, passed: number) {
    super(
      `Of ${TRIES} values that were made for ${place} its schema takes ${passed}. Say what it wants: give it ` +
        'examples, `.meta({ examples: ["…"] })`, or a name and an arbitrary, ' +
        '`.meta({ id: "Code" })` and `{ arbitraries: { Code: fc.constantFrom(…) } }`.',
    );
    this.place = place;
  }
}

/**
 * The values that their schema takes and leaves as they are. What it rewrites (trims, say) is taken rewritten.
 *
 * @param place the field, for the error
 * @throws {TooFewValuesError} if hardly any value passes
 */
export function settled(values: fc.Arbitrary<unknown>, schema: z.ZodType, place: string): fc.Arbitrary<unknown> {
  const parsed = values.map((value) => takenOf(schema, value)).filter((value) => value !== REFUSED);
  const passedOf = (numRuns: number) =>
    fc.sample(values, { seed: 1, numRuns }).filter((value) => takenOf(schema, value) !== REFUSED).length;
  // Nearly every schema takes the first few; only a strange one is worth the time that many take.
  if (passedOf(2 * ENOUGH) >= ENOUGH) return parsed;
  const passed = passedOf(TRIES);
  if (passed < ENOUGH) throw new TooFewValuesError(place, passed);
  return parsed;
}

const REFUSED = Symbol("refused");

/** Whether the schema takes the value and leaves it alone, and a store can keep it. */
export function staysAsItIs(schema: z.ZodType, value: unknown): boolean {
  return takenOf(schema, value) !== REFUSED && isDeepStrictEqual(schema.parse(value), value);
}

/** What the schema makes of the value, if it leaves that alone. */
function takenOf(schema: z.ZodType, value: unknown): unknown {
  const { success, data } = schema.safeParse(value);
  if (!success || (typeof data === "string" && !isStorable(data))) return REFUSED;
  if (isDeepStrictEqual(data, value)) return data;
  const again = schema.safeParse(data);
  return again.success && isDeepStrictEqual(again.data, data) ? data : REFUSED;
}

function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);
}
