import type { EventStore, StoredEvent } from "../ports/event-store.js";
import type { DeadLetter } from "../ports/listener-store.js";
import { HandlerError } from "./handler-error.js";
import { listenerFailureOf } from "./listener-failure.js";
import { pauseAfter } from "./listener-retry.js";
import { MissingEventError } from "./missing-event-error.js";
import { sleep } from "./sleep.js";
import type { Handled, Tenure } from "./tenure.js";

/** Dead letters handled at once. */
const BATCH_SIZE = 50;

/**
 * Handles the dead letters that somebody asked to have handled again, key by key in their order. A key that fails again stays
 * parked with all that is left of it. Nothing else is handled meanwhile, so nothing of a key can come before its dead letters.
 *
 * @throws whatever is no {@link HandlerError}
 */
export async function replayKeys(tenure: Tenure, events: EventStore): Promise<Handled> {
  for (const key of tenure.lease.replayKeys) {
    if (!tenure.isOwn(key)) continue;
    const handled = await replayKey(tenure, events, key);
    if (handled !== "done") return handled;
  }
  return "done";
}

async function replayKey(tenure: Tenure, events: EventStore, key: string): Promise<Handled> {
  const letters = await tenure.store.deadLettersOf(tenure.key.listener, key);
  for (let from = 0; from < letters.length; from += BATCH_SIZE) {
    tenure.signal.throwIfAborted();
    const batch = await Promise.all(
      letters.slice(from, from + BATCH_SIZE).map((letter) => eventOf(tenure, events, letter)),
    );
    const outcome = await replayBatch(tenure, key, batch);
    if (outcome !== "done") return outcome === "parked" ? "done" : outcome;
  }
  tenure.unpark(key);
  return "done";
}

async function replayBatch(tenure: Tenure, key: string, batch: readonly StoredEvent[]): Promise<Handled | "parked"> {
  try {
    return await tenure.replay(key, batch);
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    const at = batch.findIndex(({ position }) => position === error.position);
    const event = batch[at];
    if (event === undefined) throw error;
    if (at > 0) {
      const before = await replayBatch(tenure, key, batch.slice(0, at));
      if (before !== "done") return before;
    }
    const alone = await replayAlone(tenure, key, event, error);
    return alone !== "done" || at + 1 === batch.length ? alone : replayBatch(tenure, key, batch.slice(at + 1));
  }
}

async function replayAlone(
  tenure: Tenure,
  key: string,
  event: StoredEvent,
  failed: HandlerError,
): Promise<Handled | "parked"> {
  let error = failed;
  for (let attempt = error.attempts ?? 1; ; attempt++) {
    tenure.onFailure(error, attempt);
    if (error.attempts !== undefined || attempt >= tenure.retry.attempts) {
      const letter = { key, position: event.position, error: listenerFailureOf(error, attempt) };
      const kept = await tenure.keepParked(letter);
      return kept === "done" ? "parked" : kept;
    }
    await sleep(pauseAfter(attempt, tenure.retry), tenure.signal);
    tenure.signal.throwIfAborted();
    try {
      return await tenure.replay(key, [event]);
    } catch (thrown) {
      if (!(thrown instanceof HandlerError)) throw thrown;
      error = thrown;
    }
  }
}

async function eventOf(tenure: Tenure, events: EventStore, { position }: DeadLetter): Promise<StoredEvent> {
  const [event] = await events.readBatch({ after: position - 1, upTo: position, limit: 1 });
  if (event === undefined) throw new MissingEventError(tenure.listener.title, position);
  return event;
}
