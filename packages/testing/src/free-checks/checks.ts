import { InvalidOptionError } from "@factum/core";

/** What every spec of a decider checks for free. */
export const DECIDER_CHECKS = [
  "command-schema",
  "event-schema",
  "state-schema",
  "json-round-trip",
  "no-mutation",
  "deterministic",
  "no-lost-events",
] as const;

/** What every spec of a read model checks for free. */
export const READ_MODEL_CHECKS = [
  "event-schema",
  "json-round-trip",
  "row-schema",
  "no-mutation",
  "deterministic",
  "key-from-event",
  "any-split",
] as const;

/** What every spec of a reaction checks for free. */
export const REACTION_CHECKS = [
  "event-schema",
  "json-round-trip",
  "idempotency-key",
  "same-again",
  "any-split",
  "retries",
] as const;

/** What every spec of a projection checks for free. */
export const PROJECTION_CHECKS = ["event-schema", "json-round-trip", "any-split", "same-again"] as const;

export type DeciderCheck = (typeof DECIDER_CHECKS)[number];
export type ReadModelCheck = (typeof READ_MODEL_CHECKS)[number];
export type ReactionCheck = (typeof REACTION_CHECKS)[number];
export type ProjectionCheck = (typeof PROJECTION_CHECKS)[number];
export type AnyCheck = DeciderCheck | ReadModelCheck | ReactionCheck | ProjectionCheck;

/** The free checks that a spec makes. */
export type Checks<Name extends AnyCheck = AnyCheck> = ReadonlySet<Name>;

/** The checks but for some. @throws {InvalidOptionError} for a name that is none of `all` */
export function checksWithout<Name extends AnyCheck>(
  all: readonly Name[],
  checks: Checks<Name>,
  without: readonly Name[],
): Checks<Name> {
  for (const name of without) {
    if (!all.includes(name)) throw new InvalidOptionError("without", name, `one of ${all.join(", ")}`);
  }
  return new Set([...checks].filter((name) => !without.includes(name)));
}
