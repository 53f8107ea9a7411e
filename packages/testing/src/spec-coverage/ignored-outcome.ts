import { FactumError } from "@factum/core/errors";
import type { Outline } from "./outline.js";

/**
 * Something that no spec has to show, and why: an outcome of a command, all outcomes of a command in a state, or an event
 * that a read model follows.
 */
export type IgnoredOutcome = { readonly because: string } & IgnoredPlace;

type IgnoredPlace =
  | { readonly aggregate: string; readonly command: string; readonly outcome: string }
  | { readonly aggregate: string; readonly command: string; readonly state: string }
  | { readonly readModel: string; readonly event: string };

/** An entry of `ignore` says nothing: it names what no model has, or it gives no reason. */
export class InvalidIgnoreError extends FactumError {
  readonly code = "invalid-ignore";
  readonly entry: IgnoredOutcome;

  constructor(entry: IgnoredOutcome, problem: string) {
    super(`The specs' coverage ignores ${JSON.stringify(entry)}, but ${problem}.`);
    this.entry = entry;
  }
}

/** The reason to ignore just this, as a property to be spread. */
export function reasonToIgnore(ignore: readonly IgnoredOutcome[], place: IgnoredPlace): { readonly ignored?: string } {
  const found = ignore.find(({ because: _, ...entry }) => sameEntries(entry, place));
  return found === undefined ? {} : { ignored: found.because };
}

/** @throws {InvalidIgnoreError} if an entry gives no reason, or means nothing that the models declare */
export function assertIgnored(ignore: readonly IgnoredOutcome[], { aggregates, readModels }: Outline): void {
  for (const entry of ignore) {
    if (typeof entry.because !== "string" || entry.because.trim() === "") {
      throw new InvalidIgnoreError(entry, "says no reason in `because`");
    }
    if ("readModel" in entry) {
      const follows = readModels.find(({ name }) => name === entry.readModel)?.follows ?? [];
      if (!follows.some(({ type }) => type === entry.event)) {
        throw new InvalidIgnoreError(entry, "no read model of this name follows this event");
      }
      continue;
    }
    const aggregate = aggregates.find(({ name }) => name === entry.aggregate);
    const command = aggregate?.commands.find(({ name }) => name === entry.command);
    if (aggregate === undefined || command === undefined) {
      throw new InvalidIgnoreError(entry, "no aggregate of this name has this command");
    }
    if ("state" in entry && !aggregate.states.includes(entry.state)) {
      throw new InvalidIgnoreError(entry, `its states are ${aggregate.states.join(", ")}`);
    }
    const outcomes = [...command.emits, ...command.rejects];
    if ("outcome" in entry && !outcomes.includes(entry.outcome)) {
      throw new InvalidIgnoreError(entry, `the command declares ${outcomes.join(", ")}`);
    }
  }
}

function sameEntries(a: object, b: object): boolean {
  const [ofA, ofB] = [Object.entries(a), Object.entries(b)];
  return ofA.length === ofB.length && ofA.every(([key, value]) => (b as Record<string, unknown>)[key] === value);
}
