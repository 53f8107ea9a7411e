import type { EventStore } from "../ports/event-store.js";
import type { ListenerStore } from "../ports/listener-store.js";
import { type LogBatch, readBatches } from "../read/read-batches.js";
import { LONGEST_TIMER_MS } from "../values/duration.js";
import { handleBatch } from "./handle-batch.js";
import type { HeldLease } from "./held-lease.js";
import { listenerFailureOf } from "./listener-failure.js";
import { type ListenerRetry, listenerRetryOf, pauseAfter } from "./listener-retry.js";
import type { ListenerSeat } from "./listener-seat.js";
import type { LogWatch } from "./log-watch.js";
import type { ShardObserver } from "./observe-shard.js";
import { Pace } from "./pace.js";
import { replayKeys } from "./replay-keys.js";
import { sleep } from "./sleep.js";
import { type Stretch, Tenure } from "./tenure.js";
import { WakeUp } from "./wake-up.js";

export interface ShardRunnerOptions {
  readonly seat: ListenerSeat;
  readonly held: HeldLease;
  readonly events: EventStore;
  readonly store: ListenerStore;
  readonly watch: Pick<LogWatch, "safePosition" | "ask">;
  readonly retry: ListenerRetry;
  readonly batchSize: number;
  readonly leaseMs: number;
  readonly observe: ShardObserver;
  /** After every batch. */
  onProgress(checkpoint: number, events: number): void;
  /** `attempt` counts from 1. */
  onFailure(error: unknown, checkpoint: number, attempt: number): void;
}

/** How often a shard that has stopped for another number of shards looks whether the others have come, in milliseconds. */
const RESHARD_MS = 500;

/**
 * Runs one shard for the time of one lease: replays what it was asked to, and then handles batch after batch up to the safe
 * position, each while the next one is fetched, and sleeps until there is more.
 */
export class ShardRunner {
  readonly held: HeldLease;
  readonly #options: ShardRunnerOptions;
  readonly #tenure: Tenure;
  readonly #wakeUp = new WakeUp();
  readonly #pace: Pace;
  #isHeldBack = false;
  /** Where the last failure is noted in the seat. */
  readonly #place: string;
  #attempt = 1;

  constructor(options: ShardRunnerOptions) {
    const { seat, held, store, retry, batchSize, leaseMs, observe } = options;
    const { lease } = held;
    this.held = held;
    this.#options = options;
    this.#pace = new Pace(batchSize, leaseMs);
    this.#place = `${lease.listener}/${lease.shard}`;
    this.#tenure = new Tenure({
      listener: seat.listener,
      held,
      store,
      retry: listenerRetryOf(seat.listener.retry, retry),
      onReach: () => this.note(),
      onPause: (failure) => {
        if (seat.liveName === lease.listener) seat.pauseFor(failure);
      },
      onPark: (letters) => observe.parked({ letters }),
      onFailure: (error, attempt) => this.#failed(error, attempt),
    });
  }

  get seat(): ListenerSeat {
    return this.#options.seat;
  }

  get position(): number {
    return this.#tenure.position;
  }

  /** Whether it has nothing to do, as far as is known. */
  get isIdle(): boolean {
    return this.position >= this.#bound();
  }

  /** Tells the seat where it is. */
  note(): void {
    const { key, lease, position } = this.#tenure;
    this.#options.seat.note({ ...key, position }, lease.shards);
  }

  /** There may be more to do. */
  wake(): void {
    this.#wakeUp.wake();
  }

  /** Tells the observer where it is. */
  place(): void {
    this.#options.observe.placed({ position: this.position, safePosition: this.#options.watch.safePosition });
  }

  /** Has it stay where it is for a while, or go on. */
  holdBack(isHeldBack: boolean): void {
    this.#isHeldBack = isHeldBack;
    this.wake();
  }

  /** Resolves when the shard is to be left, for whatever reason. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.held;
    const wake = () => this.wake();
    signal.addEventListener("abort", wake);
    this.note();
    let isReplayed = false;
    let isLost = false;
    while (!signal.aborted) {
      try {
        if (isLost && !(await this.#tenure.findPlace())) break;
        isLost = false;
        if (!isReplayed && (await replayKeys(this.#tenure, this.#options.events)) !== "done") break;
        isReplayed = true;
        if (!(await this.#step())) break;
      } catch (error) {
        if (signal.aborted) break;
        isLost = true;
        this.#pace.failed();
        this.#failed(error, this.#attempt);
        await sleep(pauseAfter(this.#attempt++), signal);
      }
    }
    signal.removeEventListener("abort", wake);
    this.#options.observe.left();
    this.#options.seat.failures.delete(this.#place);
  }

  /** @returns false if the shard is to be left */
  async #step(): Promise<boolean> {
    const bound = this.#bound();
    if (this.position < bound) return this.#catchUp(bound);
    this.#recovered();
    const { stopAt } = this.#tenure.lease;
    if (stopAt !== null && this.position >= stopAt) {
      if (await this.#options.store.reshard(this.held.lease.listener)) return false;
      await sleep(RESHARD_MS, this.held.signal);
      return true;
    }
    await this.#wakeUp.sleep(LONGEST_TIMER_MS);
    return true;
  }

  #bound(): number {
    if (this.#isHeldBack) return this.position;
    return Math.min(this.#options.watch.safePosition, this.#tenure.lease.stopAt ?? Infinity);
  }

  async #catchUp(bound: number): Promise<boolean> {
    const { events, batchSize, seat, watch } = this.#options;
    const { sources } = seat.listener;
    const wanted = sources === undefined ? {} : { sources };
    for await (const batch of readBatches(events, { after: this.position, upTo: bound, batchSize, ...wanted })) {
      if (!(await this.#handle(batch))) return false;
      if (this.held.signal.aborted || this.#isHeldBack) return true;
    }
    // Others may have appended meanwhile: no sleep before somebody has looked.
    watch.ask();
    return true;
  }

  /** Handles a batch in parts that do not take too long. @returns false if the shard is to be left */
  async #handle(batch: LogBatch): Promise<boolean> {
    let rest = batch.events;
    while (this.position < batch.to) {
      if (this.held.signal.aborted || this.#isHeldBack) return true;
      const part = cut(rest, this.#pace.size, batch.to);
      const began = performance.now();
      const observed = {
        from: this.position,
        to: part.to,
        events: part.events.length,
        oldestAt: part.events[0]?.recordedAt ?? null,
      };
      const handled = await this.#options.observe.around(observed, () => handleBatch(this.#tenure, part));
      this.#pace.took(part.events.length, performance.now() - began);
      this.place();
      if (handled !== "done") return false;
      this.#recovered();
      this.#options.onProgress(this.position, part.events.length);
      rest = rest.slice(part.events.length);
    }
    return true;
  }

  #failed(error: unknown, attempt: number): void {
    this.held.failure = listenerFailureOf(error, attempt);
    this.#options.observe.failed({ error, attempt });
    this.#options.seat.failures.set(this.#place, error);
    this.#options.onFailure(error, this.position, attempt);
  }

  #recovered(): void {
    this.#attempt = 1;
    this.held.failure = null;
    this.#options.seat.failures.delete(this.#place);
  }
}

function cut(events: LogBatch["events"], size: number, to: number): Stretch {
  if (events.length <= size) return { to, events };
  const part = events.slice(0, size);
  return { to: part.at(-1)?.position ?? to, events: part };
}
