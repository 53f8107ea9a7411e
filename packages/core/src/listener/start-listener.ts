import type { EventStore } from "../ports/event-store.js";
import type { Notifier } from "../ports/notifier.js";
import type { Listener } from "./listener.js";
import { PositionWaiters } from "./position-waiters.js";
import { WakeUp } from "./wake-up.js";

export interface ListenerOptions {
  readonly store: EventStore;
  /** Wakes the listener early. Without one it finds new events by polling alone. */
  readonly notifier?: Notifier;
  /** Longest time without looking for new events, in milliseconds. Default 1,000. */
  readonly pollMs?: number;
  /** Events handled in one transaction, at most. Default 1,000. */
  readonly batchSize?: number;
  /**
   * Called after every batch, with the checkpoint and the position up to which there are events to handle. `events` counts
   * those that this process handled: 0 when another one was faster.
   */
  readonly onProgress?: (progress: { checkpoint: number; safePosition: number; events: number }) => void;
  /** Called for every failure. The listener tries again, more and more slowly, and never skips an event. */
  readonly onError?: (error: unknown, failure: { listener: string; checkpoint: number; attempt: number }) => void;
}

/** A listener at work. */
export interface RunningListener {
  readonly name: string;
  status(): ListenerStatus;
  /** Resolves once every event up to `position` has been handled. @throws {WaitTimeoutError} Default timeout 5,000 ms. */
  waitFor(position: number, options?: { readonly timeoutMs?: number }): Promise<void>;
  /** Finishes the batch under way and stops. Safe to call twice. */
  stop(): Promise<void>;
}

export interface ListenerStatus {
  /** The last position that is fully handled. */
  readonly checkpoint: number;
  /** The safe position as last seen. */
  readonly safePosition: number;
  readonly state: "starting" | "live" | "retrying" | "stopped";
  /** The failure that is being retried. */
  readonly lastError: unknown;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

/**
 * Runs a listener until it is stopped: safe position → batch → handle and checkpoint → at once the next batch, until
 * there is nothing left; then it sleeps until a wake-up or the poll interval.
 *
 * Two processes that run the same listener do no harm: a batch whose checkpoint has moved meanwhile changes nothing.
 */
export function startListener(listener: Listener, options: ListenerOptions): RunningListener {
  const { store, notifier, pollMs = 1_000, batchSize = 1_000, onProgress, onError } = options;
  const wakeUp = new WakeUp();
  // Apart from the wake-ups: a busy store must not turn the pause between failures into none.
  const stopped = new WakeUp();
  const waiters = new PositionWaiters(listener.name);
  const status = { checkpoint: 0, safePosition: 0, state: "starting", lastError: undefined } as {
    -readonly [K in keyof ListenerStatus]: ListenerStatus[K];
  };
  let stopping = false;

  const unsubscribe = notifier?.subscribe(() => wakeUp.wake());
  const finished = run();

  return {
    name: listener.name,
    status: () => ({ ...status }),
    waitFor: (position, { timeoutMs = 5_000 } = {}) => waiters.waitFor(position, timeoutMs),
    async stop() {
      stopping = true;
      wakeUp.wake();
      stopped.wake();
      await finished;
    },
  };

  async function run(): Promise<void> {
    for (let attempt = 1; !stopping; ) {
      try {
        if (status.state !== "live") await prepare();
        await catchUp();
        attempt = 1;
        if (!stopping) await wakeUp.sleep(pollMs);
      } catch (error) {
        status.state = "retrying";
        status.lastError = error;
        onError?.(error, { listener: listener.name, checkpoint: status.checkpoint, attempt });
        if (!stopping) await stopped.sleep(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1)));
        attempt++;
      }
    }
    unsubscribe?.();
    status.state = "stopped";
  }

  async function prepare(): Promise<void> {
    reach(await listener.prepare());
    status.state = "live";
    status.lastError = undefined;
  }

  async function catchUp(): Promise<void> {
    status.safePosition = await store.safePosition();
    while (!stopping && status.checkpoint < status.safePosition) {
      const from = status.checkpoint;
      const upTo = status.safePosition;
      const events = await store.readBatch({
        after: from,
        upTo,
        limit: batchSize,
        ...(listener.sources === undefined ? {} : { sources: listener.sources }),
      });
      // A short batch has seen everything up to the bound, the positions of unwanted events included.
      const last = events.at(-1);
      const to = events.length < batchSize || last === undefined ? upTo : last.position;
      const applied = await listener.apply({ from, to, events });
      reach(applied ? to : await listener.prepare());
      onProgress?.({ checkpoint: status.checkpoint, safePosition: upTo, events: applied ? events.length : 0 });
      if (status.checkpoint >= status.safePosition) status.safePosition = await store.safePosition();
    }
  }

  function reach(checkpoint: number): void {
    status.checkpoint = checkpoint;
    waiters.reach(checkpoint);
  }
}
