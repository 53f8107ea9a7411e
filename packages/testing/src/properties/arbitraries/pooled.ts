import fc from "fast-check";

const POOL = 3;

/** Mostly one of a few values, so that histories meet the same one again; only for schemas with a name, which are ids and codes. */
export function pooled(values: fc.Arbitrary<unknown>, name: string | undefined): fc.Arbitrary<unknown> {
  if (name === undefined) return values;
  const pool = fc.sample(values, { seed: 1, numRuns: POOL });
  return fc.oneof({ arbitrary: fc.constantFrom(...pool), weight: 4 }, { arbitrary: values, weight: 1 });
}
