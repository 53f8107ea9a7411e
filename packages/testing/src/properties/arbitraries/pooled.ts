import fc from "fast-check";

const POOL = 3;

/** Of so many, that not all are the same. */
const SAMPLES = 20;

/** Mostly one of a few values, so that histories meet the same one again; only for schemas with a name, which are ids and codes. */
export function pooled(values: fc.Arbitrary<unknown>, name: string | undefined): fc.Arbitrary<unknown> {
  if (name === undefined) return values;
  const pool = [...new Set(fc.sample(values, { seed: 1, numRuns: SAMPLES }))].slice(0, POOL);
  return fc.oneof({ arbitrary: fc.constantFrom(...pool), weight: 4 }, { arbitrary: values, weight: 1 });
}
