import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { EventStore } from "../ports/event-store.js";
import type { Notifier } from "../ports/notifier.js";
import { type LogBatch, readBatches } from "../read/read-batches.js";
import { callGuarded } from "../values/call-guarded.js";
import { durationOf } from "../values/duration.js";
import type { Listener } from "./listener.js";
import { PositionWaiters, type WaitOptions } from "./position-waiters.js";
import { WakeUp } from "./wake-up.js";

export interface ListenerOptions {
  readonly store: EventStore;
  /** Wakes the listener early. Without one it finds new events by polling alone. */
  readonly notifier?: Notifier;
  /**
   * Longest time without looking for new events, in milliseconds; `Infinity` leaves it to the wake-ups. Default 1,000.
   *
   * A look that finds nothing costs two small queries: the safe position, and the listener's checkpoint, which somebody
   * may have set back.
   */
  readonly pollMs?: number;
  /**
   * Events handled in one transaction, at most; an integer from 1. Up to three batches are in memory: choose a lower one
   * for big events. Default 1,000.
   */
  readonly batchSize?: number;
  /**
   * Called after every batch, with the checkpoint and the position up to which there are events to handle. `events` counts
   * those that this process handled: 0 when another one was faster.
   */
  readonly onProgress?: (progress: { checkpoint: number; safePosition: number; events: number }) => void;
  /**
   * Called for every failure. The listener tries again, more and more slowly, and never skips an event. `attempt` counts
   * from 1 and begins anew once something was handled; it is 0 for what `onProgress` threw, which is not tried again.
   *
   * What it throws itself is written to the console: no callback can stop a listener.
   */
  readonly onError?: (error: unknown, failure: { listener: string; checkpoint: number; attempt: number }) => void;
}

/** A listener at work. */
export interface RunningListener {
  readonly name: string;
  status(): ListenerStatus;
  /**
   * Resolves once every event up to `position` has been handled. Default timeout 5,000 ms, `Infinity` is none.
   *
   * It knows of a reset by another hand as soon as the listener has looked, at its next wake-up or poll.
   *
   * @throws {WaitTimeoutError}
   * @throws {ListenerStoppedError} at once when the listener is stopped
   * @throws the signal's reason
   */
  waitFor(position: number, options?: Partial<WaitOptions>): Promise<void>;
  /**
   * Finishes the batch under way and stops; reads of the log that are under way are waited for too, so that the store may
   * be closed afterwards. Safe to call twice; never rejects.
   */
  stop(): Promise<void>;
}

export interface ListenerStatus {
  /** The last position that is fully handled. */
  readonly checkpoint: number;
  /** The safe position as last seen. */
  readonly safePosition: number;
  readonly state: "starting" | "live" | "retrying" | "stopped";
  /** The failure that is being retried; gone once a batch was handled, or there was nothing left to handle. */
  readonly lastError: unknown;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

/**
 * Runs a listener until it is stopped: safe position → batch → handle and checkpoint → at once the next batch, which was
 * fetched meanwhile, until there is nothing left; then it sleeps until a wake-up or the poll interval.
 *
 * Two processes that run the same listener do no harm: a batch whose checkpoint has moved meanwhile changes nothing.
 *
 * @throws {InvalidOptionError} for a batch size or a poll interval that makes no sense
 */
export function startListener(listener: Listener, options: ListenerOptions): RunningListener {
  const { store, notifier, batchSize = 1_000, onProgress, onError } = options;
  const pollMs = durationOf("pollMs", options.pollMs ?? 1_000);
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new InvalidOptionError("batchSize", batchSize, "an integer from 1");
  }
  const wakeUp = new WakeUp();
  // Apart from the wake-ups: a busy store must not turn the pause between failures into none.
  const stopped = new WakeUp();
  const waiters = new PositionWaiters(listener.name);
  const status = { checkpoint: 0, safePosition: 0, state: "starting", lastError: undefined } as {
    -readonly [K in keyof ListenerStatus]: ListenerStatus[K];
  };
  let stopping = false;
  let prepared = false;
  let attempt = 1;

  const unsubscribe = notifier?.subscribe(() => wakeUp.wake());
  const finished = run();

  return {
    name: listener.name,
    status: () => ({ ...status }),
    waitFor: (position, { timeoutMs = 5_000, signal } = {}) => waiters.waitFor(position, { timeoutMs, signal }),
    async stop() {
      stopping = true;
      waiters.close();
      wakeUp.wake();
      stopped.wake();
      await finished;
    },
  };

  async function run(): Promise<void> {
    try {
      while (!stopping) await runOnce();
    } finally {
      status.state = "stopped";
      waiters.close();
      if (unsubscribe !== undefined) callGuarded(unsubscribe, (thrown) => report(thrown, 0));
    }
  }

  async function runOnce(): Promise<void> {
    try {
      if (!prepared) await prepare();
      await catchUp();
      if (stopping) return;
      recovered();
      await wakeUp.sleep(pollMs);
    } catch (error) {
      prepared = false;
      status.state = "retrying";
      status.lastError = error;
      report(error, attempt);
      if (!stopping) await stopped.sleep(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1)));
      attempt++;
    }
  }

  async function prepare(): Promise<void> {
    reach(await listener.prepare());
    prepared = true;
    if (status.state === "starting") status.state = "live";
  }

  async function catchUp(): Promise<void> {
    status.safePosition = await store.safePosition();
    // A batch would find out by itself that the checkpoint was set back; without one, somebody has to look.
    if (status.checkpoint >= status.safePosition) reach(await presentCheckpoint());
    while (!stopping && status.checkpoint < status.safePosition) {
      await catchUpTo(status.safePosition);
      if (status.checkpoint >= status.safePosition) status.safePosition = await store.safePosition();
    }
  }

  /** Handles batch after batch up to the bound, each while the next is fetched; less if it is stopped, or outrun. */
  async function catchUpTo(bound: number): Promise<void> {
    const { sources } = listener;
    const wanted = sources === undefined ? {} : { sources };
    for await (const batch of readBatches(store, { after: status.checkpoint, upTo: bound, batchSize, ...wanted })) {
      if (stopping) return;
      const applied = await handle(batch, bound);
      // What was fetched meanwhile begins where this batch ends, and that is no longer where the checkpoint is.
      if (!applied || stopping) return;
    }
  }

  async function handle(batch: LogBatch, bound: number): Promise<boolean> {
    const applied = await listener.apply(batch);
    if (applied) recovered();
    reach(applied ? batch.to : await presentCheckpoint());
    progress({ checkpoint: status.checkpoint, safePosition: bound, events: applied ? batch.events.length : 0 });
    return applied;
  }

  function presentCheckpoint(): Promise<number> {
    return listener.readCheckpoint === undefined ? listener.prepare() : listener.readCheckpoint();
  }

  function reach(checkpoint: number): void {
    status.checkpoint = checkpoint;
    waiters.reach(checkpoint);
  }

  function recovered(): void {
    attempt = 1;
    status.state = "live";
    status.lastError = undefined;
  }

  function progress(made: Parameters<NonNullable<ListenerOptions["onProgress"]>>[0]): void {
    callGuarded(
      () => onProgress?.(made),
      (thrown) => report(thrown, 0),
    );
  }

  function report(error: unknown, failedAttempt: number): void {
    const failure = { listener: listener.name, checkpoint: status.checkpoint, attempt: failedAttempt };
    callGuarded(
      () => onError?.(error, failure),
      (thrown) => console.error(`The onError callback of listener ${listener.name} threw:`, thrown),
    );
  }
}
