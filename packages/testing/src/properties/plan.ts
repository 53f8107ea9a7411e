import fc from "fast-check";
import { SPEC_NOW } from "../spec-values.js";
import { anyCommandOf } from "./any-message.js";
import type { AnySubject, PropertyOptions } from "./property-options.js";

/** What somebody asks for, one thing after the other, before it is known what comes of it. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /**
   * Whether a command is passed over, but for the last ones, if none of those planned next would lead to anything behind it.
   * Without it hardly a history would be long: where any command may come next, one that ends it soon does.
   */
  readonly isLively: boolean;
}

export interface PlannedStep {
  /** Asked for in turn, until one is accepted and leads to events: so that histories get somewhere. */
  readonly candidates: readonly { readonly type: string; readonly data: unknown }[];
  /** Which of the values known by then the commands take up; see {@link KnownValues.mixInto}. */
  readonly reuse: readonly (number | null)[];
  /** How much later than the step before it happens, in days. */
  readonly days: number;
  readonly actor: string | undefined;
}

const CANDIDATES = 4;
const REUSED_VALUES = 4;
const MAX_STEPS = 16;

/** How many of the last steps may end a history. */
export const LAST_STEPS = 3;

/** How many of the next steps tell whether a history goes on. */
export const NEXT_STEPS = 2;

const DAY = 86_400_000;
const SHRINKS_TO_FIRST = { withCrossShrink: true };

/** Plans whose commands come from the model; shrinking leaves out steps, candidates, waits, actors. */
export function anyPlan(subject: AnySubject, options: PropertyOptions = {}): fc.Arbitrary<Plan> {
  if (subject.decider.commandTypes.length === 0) return fc.constant({ steps: [], isLively: false });
  const step = fc.record<PlannedStep>(
    {
      candidates: fc.array(anyCommandOf(subject, options), { minLength: 1, maxLength: CANDIDATES }),
      reuse: fc.array(fc.option(fc.nat(REUSED_VALUES), { freq: 1 }), { maxLength: REUSED_VALUES, size: "max" }),
      days: fc.oneof(
        SHRINKS_TO_FIRST,
        { arbitrary: fc.constant(0), weight: 6 },
        { arbitrary: fc.constantFrom(1, 30, 400), weight: 1 },
      ),
      actor: fc.oneof(
        SHRINKS_TO_FIRST,
        { arbitrary: fc.constant(undefined), weight: 6 },
        { arbitrary: fc.constantFrom("ada", "bob"), weight: 1 },
      ),
    },
    { noNullPrototype: true },
  );
  const steps = fc.array(step, { maxLength: options.maxSteps ?? MAX_STEPS, size: "max" });
  const isLively = fc.oneof(SHRINKS_TO_FIRST, fc.constant(false), { arbitrary: fc.constant(true), weight: 3 });
  return fc.record<Plan>({ steps, isLively }, { noNullPrototype: true });
}

/** ISO 8601 in UTC with milliseconds. */
export function afterDays(days: number): string {
  return new Date(Date.parse(SPEC_NOW) + days * DAY).toISOString();
}
