import type { Append, AppendOutcome } from "../ports/event-store.js";
import type { OutcomeStore } from "../ports/outcome-store.js";
import type { JsonObject } from "../values/json.js";
import type { Decided } from "./decide-batch.js";
import type { Outcome } from "./outcome.js";

/**
 * Settles a command with an id where outcomes are remembered: such a command is always alone in its batch.
 *
 * @param position of the stream's last event before it
 * @returns undefined if this is not one, or there is nothing to remember; `remembered` if another call was first, whose outcome then is the answer
 */
export async function settleRemembered(
  outcomes: OutcomeStore,
  decided: Decided,
  [append]: readonly Append[],
  position: number,
): Promise<AppendOutcome | "remembered" | undefined> {
  if (append?.appendId === undefined || typeof append.expectedVersion !== "number") return undefined;
  // There is nothing to remember of what threw: it may well pass the next time.
  if (decided.decision.kind === "error") return undefined;
  const { appendId, expectedVersion } = append;
  const outcome = outcomeOf(decided, position);
  const settled = await outcomes.settle({
    append: { ...append, appendId, expectedVersion },
    ...(outcome === undefined ? {} : { outcome: outcome as unknown as JsonObject }),
  });
  if (settled.status !== "remembered") return settled;
  decided.pending.answer(settled.outcome as unknown as Outcome);
  return "remembered";
}

function outcomeOf(decided: Decided, position: number): Outcome | undefined {
  const { decision, version } = decided;
  switch (decision.kind) {
    case "rejection":
      return { accepted: false, rejection: decision.rejection, version };
    case "nothing":
      return { accepted: true, events: [], version, position };
    default:
      return undefined;
  }
}
