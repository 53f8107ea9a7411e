import { isRejection } from "../../decider/rejection.js";
import type { StoredEvent } from "../../ports/event-store.js";
import { meets } from "../../values/expected-version.js";
import { createAccount } from "./account.js";
import type { AccountEvent } from "./account-model.js";
import type { JointCall, SingleCall } from "./call.js";
import { eventOf, type History } from "./history.js";
import { createTransfer } from "./transfer.js";

const account = createAccount();
const transfer = createTransfer(account);

/** What a call comes to on given states. */
export type Verdict =
  /** By stream, none without any. */
  | { readonly kind: "events"; readonly events: Readonly<Record<string, readonly AccountEvent[]>> }
  | { readonly kind: "rejection"; readonly rejection: unknown }
  | { readonly kind: "error"; readonly message: string };

/** Where the time and the ids of a decision come from: the events that it led to, if it did. */
function sourcesFrom(stored: readonly StoredEvent[]) {
  const told = stored.map((event) => eventOf(event).data);
  let next = 0;
  return { now: told[0]?.at ?? "", newId: () => told[next++]?.entry ?? "", actor: undefined };
}

/** Decides a call once more, on the stream as it stood at a version. */
export function decideAgain(
  call: SingleCall,
  history: History,
  version: number,
  stored: readonly StoredEvent[] = [],
): Verdict {
  const { streamId, command, expectedVersion } = call.request;
  if (expectedVersion !== undefined && !meets(expectedVersion, version)) {
    return { kind: "error", message: `not at ${expectedVersion}` };
  }
  return verdictOf(() => {
    const state = history.stateAt(streamId, version);
    const decision = account.decide(state, command, { ...sourcesFrom(stored), id: streamId, version });
    if (isRejection(decision)) return { kind: "rejection", rejection: decision };
    decision.reduce(account.evolve, state);
    return { kind: "events", events: byStream([[streamId, decision]]) };
  });
}

/** The same for a joint one, on two streams. */
export function decideTogetherAgain(
  { request }: JointCall,
  history: History,
  versions: { readonly from: number; readonly to: number },
  stored: readonly StoredEvent[] = [],
): Verdict {
  const { from, to, command } = request;
  return verdictOf(() => {
    const states = { from: history.stateAt(from, versions.from), to: history.stateAt(to, versions.to) };
    const decision = transfer.decide(states, command, { ...sourcesFrom(stored), ids: { from, to }, versions });
    if ("kind" in decision) return { kind: "rejection", rejection: decision };
    return {
      kind: "events",
      events: byStream([
        [from, decision.from ?? []],
        [to, decision.to ?? []],
      ]),
    };
  });
}

export function byStream<T>(entries: readonly (readonly [string, readonly T[]])[]): Record<string, readonly T[]> {
  return Object.fromEntries(entries.filter(([, events]) => events.length > 0));
}

function verdictOf(decide: () => Verdict): Verdict {
  try {
    return decide();
  } catch (error) {
    return { kind: "error", message: (error as Error).message };
  }
}
