import fc from "fast-check";
import { describeStory } from "../describe/describe-story.js";
import { specFailure } from "../spec-failure.js";
import { Broken } from "./broken.js";
import { hashOf } from "./hash-of.js";
import type { PropertyOptions } from "./property-options.js";

/** The same cases on every run, unless somebody asks for others: a run that fails says something of the code alone. */
const SEED = 20_300_101;

const RUNS = 100;

/** A property of an aggregate or a read model, to be run by whatever runs tests. */
export interface NamedProperty {
  /** As a sentence about the subject, e.g. `reaches only states that fit the schema`. */
  readonly name: string;
  /** @throws {AssertionError} with the smallest case found that breaks it, as a spec to paste */
  readonly check: () => void;
}

export function namedProperty<Case>(
  title: string,
  name: string,
  property: { readonly cases: () => fc.Arbitrary<Case>; readonly holdsFor: (one: Case) => void },
  options: PropertyOptions,
): NamedProperty {
  return { name, check };

  function check(): void {
    const { runs: numRuns = RUNS, path } = options;
    const base = options.seed ?? SEED;
    // Other cases for each property: together they see more. A path belongs to the very seed that it was told with.
    const seed = path === undefined ? (base ^ hashOf(name)) | 0 : base;
    const replay = path === undefined ? {} : { path };
    const result = fc.check(fc.property(property.cases(), property.holdsFor), { seed, numRuns, ...replay });
    if (!result.failed) return;
    const error = result.errorInstance;
    const cause: unknown = error instanceof Broken ? error.cause : error;
    throw specFailure({
      message: describeStory([
        [`${title}: "${name}" does not hold`, messageOf(cause)],
        ...(error instanceof Broken ? [["As a spec", error.spec] as const] : []),
        ["Again, with these options", `{ seed: ${result.seed}, path: ${JSON.stringify(result.counterexamplePath)} }`],
      ]),
      ...comparisonOf(cause),
      cause,
      thrownBy: check,
    });
  }
}

/** How a spec does without a free check is no way out here. */
function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/\n\(A free check\. [^\n]*\)$/, "") : String(cause);
}

/** Both sides, where what failed compared some. */
function comparisonOf(cause: unknown): { readonly actual?: unknown; readonly expected?: unknown } {
  const { actual, expected } = (cause ?? {}) as { readonly actual?: unknown; readonly expected?: unknown };
  return actual === undefined && expected === undefined ? {} : { actual, expected };
}
