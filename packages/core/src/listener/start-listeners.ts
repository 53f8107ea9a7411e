import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { EventStore } from "../ports/event-store.js";
import type { ListenerObserver } from "../ports/listener-observer.js";
import type { ListenerStore, Pause } from "../ports/listener-store.js";
import type { Notifier } from "../ports/notifier.js";
import { durationOf } from "../values/duration.js";
import type { Listener } from "./listener.js";
import { ListenerHost } from "./listener-host.js";
import { type ListenerRetry, listenerRetryOf } from "./listener-retry.js";

export interface ListenersOptions {
  /** The log. */
  readonly events: EventStore;
  /** Leases, checkpoints and dead letters. */
  readonly store: ListenerStore;
  /** Wakes the listeners early, and those of other processes when leases are given back. Without one they poll. */
  readonly notifier?: Notifier;
  /**
   * Longest time without looking for new events, in milliseconds; `Infinity` leaves it to the wake-ups. Default 1,000.
   *
   * A look that finds nothing costs one small query, however many listeners there are.
   */
  readonly pollMs?: number;
  /**
   * Events handled in one transaction, at most; an integer from 1. Up to three batches are in memory for each shard: choose a
   * lower one for big events. Where they take long, fewer are handled at once. Default 1,000.
   */
  readonly batchSize?: number;
  /**
   * How long the lease of a listener holds, in milliseconds: so long it stands still after its process has died, and at worst
   * half as long again, until another one asks. It is renewed three times meanwhile. Default 6,000.
   */
  readonly leaseMs?: number;
  /** Who runs them, in words that an operator understands, e.g. `web-1 pid 4711`. Default: the process id. */
  readonly owner?: string;
  /** How events that cannot be handled are tried again, before their listener pauses or parks them. */
  readonly retry?: Partial<ListenerRetry>;
  /** Watches the handling, for traces and metrics, e.g. `openTelemetryListenerObserver()` of `@factum/opentelemetry`. */
  readonly observer?: ListenerObserver;
  /** Called after every batch that this process handled. */
  readonly onProgress?: (progress: ListenerProgress) => void;
  /**
   * Called for every failure. It is tried again, more and more slowly, and no event is ever skipped; an event that cannot be
   * handled pauses its listener in the end, or is parked.
   *
   * What it throws itself is written to the console: no callback can stop a listener.
   */
  readonly onError?: (error: unknown, failure: ListenerTrouble) => void;
}

export interface ListenerProgress {
  /** As people call it, e.g. `TrainingList`. */
  readonly listener: string;
  /** As the store knows it, e.g. `training_list_v1`. */
  readonly name: string;
  readonly shard: number;
  /** The last position that the shard has fully handled. */
  readonly checkpoint: number;
  /** The position up to which there are events to handle, as last seen. */
  readonly safePosition: number;
  /** How many it handled with this batch. */
  readonly events: number;
}

export interface ListenerTrouble {
  /** As people call it; null for what concerns all of them. */
  readonly listener: string | null;
  /** Null where no shard is concerned. */
  readonly checkpoint: number | null;
  /** From 1, and anew once something was handled; 0 for what is not tried again. */
  readonly attempt: number;
}

/** The listeners of a process. */
export interface RunningListeners {
  /** In the order in which they were given. */
  status(): readonly ListenerStatus[];
  /**
   * Resolves once every event up to `position` has been handled by all of these listeners, whichever process runs them: whoever
   * asks afterwards sees what came of it.
   *
   * A process that runs a listener asks nobody where that is. If an operator resets it, the process learns so by a wake-up, or else when it
   * renews its lease, a third of `leaseMs` later at most: until then what was handled before the reset counts as handled.
   *
   * @throws {WaitTimeoutError}
   * @throws {ListenerPausedError} at once when one is paused
   * @throws {ListenerStoppedError} at once when they are stopped
   * @throws {InvalidOptionError} for what is no position, no time, or none of the listeners
   * @throws the signal's reason
   */
  waitFor(position: number, options?: ListenersWaitOptions): Promise<void>;
  /**
   * Resolves once every listener has caught up with the log as it was at the start, whichever process runs it: what is asked
   * of it from then on is answered from all that had happened before. Waits as long as it takes, pauses included.
   *
   * @throws {ListenerStoppedError} when they are stopped
   * @throws the signal's reason
   */
  ready(signal?: AbortSignal): Promise<void>;
  /**
   * Finishes the batches under way and gives the leases back, for other processes to go on at once. Nothing is under way
   * afterwards, so that stores may be closed. Safe to call twice; never rejects.
   */
  stop(): Promise<void>;
}

export interface ListenersWaitOptions {
  /** Only these, as people call them, e.g. `TrainingList`. Default: all. */
  readonly listeners?: readonly string[];
  /** How long, in milliseconds; `Infinity` is for ever. Default 5,000. */
  readonly timeoutMs?: number;
  /** Ends the wait with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface ListenerStatus {
  /** As people call it, e.g. `TrainingList`. */
  readonly name: string;
  /**
   * - `starting`: it has not been made ready yet;
   * - `live`: this process runs it, or a part of it;
   * - `standby`: another process does, as far as is known;
   * - `retrying`: something failed and is being tried again;
   * - `paused`: it stands still until an operator lets it go on;
   * - `stopped`: by {@link RunningListeners.stop}.
   */
  readonly state: "starting" | "live" | "standby" | "retrying" | "paused" | "stopped";
  /** The last position that is fully handled, as far as is known here: exact while this process runs all of it. */
  readonly checkpoint: number;
  /** The safe position as last seen. */
  readonly safePosition: number;
  /** The shards that this process runs, from 0. */
  readonly shards: readonly number[];
  /** What is being tried again; gone once something was handled, or there was nothing left to handle. */
  readonly lastError: unknown;
  readonly pause: Pause | null;
}

/**
 * Runs listeners until they are stopped: lease → safe position → batch → handle and checkpoint → at once the next batch, which
 * was fetched meanwhile, until there is nothing left; then it sleeps until a wake-up or the poll interval.
 *
 * Any number of processes may run the same listeners. Each shard of each is run by one of them, which holds its lease; the
 * others take over when it dies, and at once when it is stopped. What an owner does that has lost its lease changes nothing.
 *
 * @throws {InvalidOptionError} for an option that makes no sense, or two listeners of one title
 *
 * @example
 * const listeners = startListeners([readModelListener(trainingList, readModels)], { events, store, notifier });
 * const { position } = await handleCommand(training, id, command);
 * await listeners.waitFor(position, { listeners: ["TrainingList"] });
 * await listeners.stop();
 */
export function startListeners(listeners: readonly Listener[], options: ListenersOptions): RunningListeners {
  const { batchSize = 1_000, leaseMs = 6_000 } = options;
  for (const [option, value] of Object.entries({ batchSize, leaseMs })) {
    if (!Number.isSafeInteger(value) || value < 1) throw new InvalidOptionError(option, value, "an integer from 1");
  }
  const titles = new Set<string>();
  for (const { title } of listeners) {
    if (titles.has(title)) throw new InvalidOptionError("listeners", title, "each listener once");
    titles.add(title);
  }
  const host = new ListenerHost(listeners, {
    ...options,
    batchSize,
    leaseMs: durationOf("leaseMs", leaseMs),
    pollMs: durationOf("pollMs", options.pollMs ?? 1_000),
    owner: options.owner ?? `pid ${process.pid}`,
    retry: listenerRetryOf(options.retry),
  });
  return {
    status: () => host.status(),
    waitFor: (position, waitOptions = {}) => host.waitFor(position, waitOptions),
    ready: (signal) => host.ready(signal),
    stop: () => host.stop(),
  };
}
