import type { ListenerStore } from "../ports/listener-store.js";
import type { RunnableListener } from "./listener.js";
import { pauseAfter } from "./listener-retry.js";
import type { ListenerSeat } from "./listener-seat.js";
import { sleep } from "./sleep.js";

export interface SeatResolverOptions {
  readonly store: ListenerStore;
  readonly seats: readonly ListenerSeat[];
  readonly signal: AbortSignal;
  onResolved(seat: ListenerSeat): void;
  onFailure(seat: ListenerSeat, error: unknown): void;
  /** There may be more to run now. */
  onMore(): void;
}

/** So long those that are ready wait for the others, in milliseconds, to be asked for with them in one request. */
const GRACE_MS = 100;

/** Finds out what there is to run of each listener of a process, as often as that may have changed. */
export class SeatResolver {
  readonly #options: SeatResolverOptions;
  /** Those that are being made ready; one that is slow keeps no other waiting. */
  readonly #resolving = new Map<ListenerSeat, Promise<void>>();

  constructor(options: SeatResolverOptions) {
    this.#options = options;
  }

  /** What there is to run of all that are ready, the stale ones resolved before; not of those that take long. Never rejects. */
  async runnables(): Promise<readonly RunnableListener[]> {
    const { seats } = this.#options;
    for (const seat of seats) if (seat.isStale && !this.#resolving.has(seat)) this.#begin(seat);
    await this.#grace();
    return seats.flatMap((seat) => (seat.isStale || this.#resolving.has(seat) ? [] : seat.runnables));
  }

  /** Resolves when none is being made ready any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#resolving.values());
  }

  #begin(seat: ListenerSeat): void {
    const resolving = this.#resolve(seat).finally(() => this.#resolving.delete(seat));
    this.#resolving.set(seat, resolving);
  }

  async #grace(): Promise<void> {
    const slow = [...this.#resolving.values()];
    if (slow.length === 0) return;
    const over = new AbortController();
    await Promise.race([Promise.all(slow), sleep(GRACE_MS, AbortSignal.any([over.signal, this.#options.signal]))]);
    over.abort();
    // Whoever comes later says so by itself.
    for (const late of this.#resolving.values()) void late.then(this.#options.onMore);
  }

  async #resolve(seat: ListenerSeat): Promise<void> {
    const { store, signal, onResolved, onFailure, onMore } = this.#options;
    try {
      await seat.resolve(store);
    } catch (error) {
      seat.attempt++;
      seat.failures.set("resolve", error);
      onFailure(seat, error);
      void sleep(pauseAfter(seat.attempt), signal).then(onMore);
      return;
    }
    seat.attempt = 0;
    seat.misses = 0;
    seat.failures.delete("resolve");
    onResolved(seat);
  }
}
