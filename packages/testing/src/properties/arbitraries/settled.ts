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
  const parsed = values
    .map((value) => {
      const result = schema.safeParse(value);
      return result.success ? result.data : REFUSED;
    })
    .filter((value) => value !== REFUSED && staysAsItIs(schema, value));
  let passed = 0;
  for (const value of fc.sample(values, { seed: 1, numRuns: TRIES })) {
    const result = schema.safeParse(value);
    if (result.success && staysAsItIs(schema, result.data)) passed++;
    if (passed === ENOUGH) return parsed;
  }
  throw new TooFewValuesError(place, passed);
}

const REFUSED = Symbol("refused");

/** Whether the schema takes the value and leaves it alone, and a store can keep it. */
export function staysAsItIs(schema: z.ZodType, value: unknown): boolean {
  if (typeof value === "string" && (value.includes("\u0000") || hasLoneSurrogate(value))) return false;
  const result = schema.safeParse(value);
  return result.success && isDeepStrictEqual(result.data, value);
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
