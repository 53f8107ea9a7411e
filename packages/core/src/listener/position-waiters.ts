import { FactumError } from "../errors/factum-error.js";

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

interface Waiter {
  readonly position: number;
  readonly release: () => void;
}

/** Those who wait for a listener's checkpoint to reach a position. */
export class PositionWaiters {
  #reached = 0;
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

  /** @throws {WaitTimeoutError} */
  async waitFor(position: number, timeoutMs: number): Promise<void> {
    if (this.#reached >= position) return;
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        position,
        release: () => {
          settle();
          resolve();
        },
      };
      const timer = setTimeout(() => {
        settle();
        reject(new WaitTimeoutError(this.#listener, position, this.#reached));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }
}
