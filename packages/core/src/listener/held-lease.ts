import type { Lease, ListenerFailure } from "../ports/listener-store.js";
import { LONGEST_TIMER_MS } from "../values/duration.js";
import type { RunnableListener } from "./listener.js";

/**
 * A lease that this process holds, with its own idea of when it ends: by the clock of this process, from when the lease was
 * asked for. That is never later than by the store's clock, so whoever is past it stops before anybody else begins.
 */
export class HeldLease {
  readonly lease: Lease;
  readonly runnable: RunnableListener;
  /** What its runner is trying to get over, for the store to know. */
  failure: ListenerFailure | null = null;
  readonly #end = new AbortController();
  #isLost = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param until milliseconds of `performance.now()` */
  constructor(runnable: RunnableListener, lease: Lease, until: number) {
    this.runnable = runnable;
    this.lease = lease;
    this.prolong(until);
  }

  /** Aborted when the lease is lost or the listener is stopped. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Somebody else has it, or may have it. */
  get isLost(): boolean {
    return this.#isLost;
  }

  prolong(until: number): void {
    clearTimeout(this.#timer);
    if (this.#end.signal.aborted) return;
    const left = Math.min(until - performance.now(), LONGEST_TIMER_MS);
    if (left <= 0) this.lose();
    else this.#timer = setTimeout(() => this.lose(), left);
  }

  lose(): void {
    this.#isLost = true;
    this.end();
  }

  /** No further batch is to be begun. */
  end(): void {
    clearTimeout(this.#timer);
    this.#end.abort();
  }
}
