import type { ObservedAppend } from "../ports/command-observer.js";
import type { AppendOutcome } from "../ports/event-store.js";

/** What became of appends that pass or fail together. */
export function resultOf(outcomes: readonly AppendOutcome[]): ObservedAppend["result"] {
  // With a duplicate nothing is stored by this call, whatever stands beside it.
  if (outcomes.some(({ status }) => status === "duplicate")) return "repeated";
  const isStored = outcomes.every(({ status }) => status === "stored");
  return isStored ? "stored" : "conflict";
}
