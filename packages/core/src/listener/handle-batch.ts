import type { ListenerFailure } from "../ports/listener-store.js";
import { HandlerError } from "./handler-error.js";
import { listenerFailureOf } from "./listener-failure.js";
import { pauseAfter } from "./listener-retry.js";
import { sleep } from "./sleep.js";
import type { Handled, Stretch, Tenure } from "./tenure.js";

/**
 * Handles a stretch of events. Of one that cannot be handled, those before it are handled and committed first; then it is tried
 * again alone, and when that was done often enough the listener pauses, or its key is parked and the rest goes on.
 *
 * @throws whatever is no {@link HandlerError}: it is not the events' fault, and the whole may be tried again from where the
 *   tenure is then
 */
export async function handleBatch(tenure: Tenure, stretch: Stretch): Promise<Handled> {
  for (let rest = stretch; ; ) {
    try {
      return await tenure.handle(rest);
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      const at = rest.events.findIndex(({ position }) => position === error.position);
      const event = rest.events[at];
      if (event === undefined) throw error;

      if (at > 0) {
        const before = await handleBatch(tenure, { to: event.position - 1, events: rest.events.slice(0, at) });
        if (before !== "done") return before;
      }
      const alone = await handleAlone(tenure, { to: event.position, events: [event] }, error);
      if (alone !== "done") return alone;
      rest = { to: rest.to, events: rest.events.slice(at + 1) };
      if (tenure.position >= rest.to) return "done";
    }
  }
}

/** One event, which has just failed. */
async function handleAlone(tenure: Tenure, alone: Stretch, failed: HandlerError): Promise<Handled> {
  const { listener, retry, signal, onFailure } = tenure;
  const parkedNow = new Map<string, ListenerFailure>();
  let error = failed;
  for (let attempt = error.attempts ?? 1; ; ) {
    onFailure(error, attempt);
    if (error.attempts !== undefined || attempt >= retry.attempts) {
      const failure = listenerFailureOf(error, attempt);
      const canPark = listener.onFailure === "park" && error.key !== null && !parkedNow.has(error.key);
      if (!canPark || error.key === null) return tenure.pause(failure);
      parkedNow.set(error.key, failure);
    } else {
      await sleep(pauseAfter(attempt, retry), signal);
      signal.throwIfAborted();
    }
    try {
      return await tenure.handle(alone, parkedNow);
    } catch (thrown) {
      if (!(thrown instanceof HandlerError)) throw thrown;
      // Another key of the same event has attempts of its own.
      attempt = thrown.attempts ?? (thrown.key === error.key ? attempt + 1 : 1);
      error = thrown;
    }
  }
}
