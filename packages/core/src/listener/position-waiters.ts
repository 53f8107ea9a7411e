import { FactumError } from "../errors/factum-error.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { Pause } from "../ports/listener-store.js";
import { durationOf } from "../values/duration.js";
import { ListenerPausedError } from "./listener-paused-error.js";

/** A listener did not reach a position within the time that its caller gave it. */
export class WaitTimeoutError extends FactumError {
  readonly code = "wait-timeout";
  readonly listener: string;
  readonly position: number;
  readonly reached: number;

  constructor(listener: string, position: number, reached: number) {
    super(
      `${listener} has not reached position ${position} in time; it is at ${reached}. Ask for its status to see why.`,
    );
    this.listener = listener;
    this.position = position;
    this.reached = reached;
  }
}

/** A listener was stopped before it reached a position that somebody waits for. */
export class ListenerStoppedError extends FactumError {
  readonly code = "listener-stopped";
  readonly listener: string;
  readonly position: number;
  readonly reached: number;

  constructor(listener: string, position: number, reached: number) {
    super(`${listener} was stopped at position ${reached}; in this process it will not reach position ${position}.`);
    this.listener = listener;
    this.position = position;
    this.reached = reached;
  }
}

export interface WaitOptions {
  /** How long, in milliseconds; `Infinity` is for ever. */
  readonly timeoutMs: number;
  /** Ends the wait with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface WaiterOptions extends WaitOptions {
  /** Goes on waiting while the listener is paused. */
  readonly evenIfPaused?: boolean;
}

interface Waiter {
  readonly position: number;
  readonly evenIfPaused: boolean;
  readonly release: () => void;
  readonly fail: (error: unknown) => void;
}

/** Those who wait for a listener's checkpoint to reach a position. */
export class PositionWaiters {
  #reached = 0;
  #closed = false;
  readonly #waiters = new Set<Waiter>();
  readonly #listener: string;

  constructor(listener: string) {
    this.#listener = listener;
  }

  /** The checkpoint is now `position`. */
  reach(position: number): void {
    this.#reached = position;
    for (const waiter of this.#waiters) if (waiter.position <= position) waiter.release();
  }

  /** Whether somebody waits. */
  get isAwaited(): boolean {
    return this.#waiters.size > 0;
  }

  /** Whether somebody waits who does not wait out a pause either. */
  get isUrgent(): boolean {
    return [...this.#waiters].some(({ evenIfPaused }) => !evenIfPaused);
  }

  /** The last position that was reached, as far as is known. */
  get reached(): number {
    return this.#reached;
  }

  /** What was reached is no longer known: it moves elsewhere, and may be set back there. */
  forget(): void {
    if (!this.#closed) this.#reached = 0;
  }

  /** The checkpoint moves no more until somebody lets it: whoever waits is told. */
  pause(pause: Pause): void {
    for (const waiter of this.#waiters) {
      if (waiter.evenIfPaused) continue;
      waiter.fail(new ListenerPausedError(this.#listener, waiter.position, this.#reached, pause));
    }
  }

  /** The checkpoint moves no more: whoever still waits is told, and whoever comes later. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.fail(this.#stopped(waiter.position));
  }

  /**
   * @throws {WaitTimeoutError}
   * @throws {ListenerStoppedError}
   * @throws {ListenerPausedError}
   * @throws {InvalidOptionError} for what is no position or no time
   * @throws the signal's reason
   */
  async waitFor(position: number, { timeoutMs, signal, evenIfPaused = false }: WaiterOptions): Promise<void> {
    if (!Number.isSafeInteger(position)) throw new InvalidOptionError("position", position, "a safe integer");
    const duration = durationOf("timeoutMs", timeoutMs);
    signal?.throwIfAborted();
    if (this.#reached >= position) return;
    if (this.#closed) throw this.#stopped(position);

    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        position,
        evenIfPaused,
        release: () => {
          settle();
          resolve();
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      const abort = () => waiter.fail(signal?.reason);
      const timer = setTimeout(
        () => waiter.fail(new WaitTimeoutError(this.#listener, position, this.#reached)),
        duration,
      );
      signal?.addEventListener("abort", abort);
      this.#waiters.add(waiter);
    });
  }

  #stopped(position: number): ListenerStoppedError {
    return new ListenerStoppedError(this.#listener, position, this.#reached);
  }
}
