import type { EventStore } from "../ports/event-store.js";
import { pauseAfter } from "./listener-retry.js";
import { sleep } from "./sleep.js";
import { WakeUp } from "./wake-up.js";

export interface LogWatchOptions {
  readonly events: Pick<EventStore, "safePosition">;
  readonly pollMs: number;
  /** Whether anybody wants to know; if not, it does not look. */
  isNeeded(): boolean;
  /** After every look. `hinted`: something woke it, so there is news in the log or about the listeners. */
  onLook(hinted: boolean): Promise<void>;
  onFailure(error: unknown, attempt: number): void;
  onRecovery(): void;
}

/** Looks for the safe position, once for all listeners of a process: when woken, when asked, and in intervals. */
export class LogWatch {
  readonly #options: LogWatchOptions;
  readonly #wakeUp = new WakeUp();
  readonly #stopping = new AbortController();
  readonly #looking: Promise<void>;
  #safePosition = 0;
  #isHinted = false;

  constructor(options: LogWatchOptions) {
    this.#options = options;
    this.#looking = this.#run();
  }

  /** The highest that was seen; a later look may tell a lower one, but a position once safe stays safe. */
  get safePosition(): number {
    return this.#safePosition;
  }

  /** Something may have happened. */
  hint(): void {
    this.#isHinted = true;
    this.#wakeUp.wake();
  }

  /** Somebody has handled all that it knew of. */
  ask(): void {
    this.#wakeUp.wake();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeUp.wake();
    await this.#looking;
  }

  async #run(): Promise<void> {
    const { events, pollMs, isNeeded, onLook, onFailure, onRecovery } = this.#options;
    const { signal } = this.#stopping;
    // The options' functions are of an object that is still being made.
    await Promise.resolve();
    for (let attempt = 1; !signal.aborted; ) {
      try {
        if (isNeeded()) {
          const hinted = this.#isHinted;
          this.#isHinted = false;
          this.#safePosition = Math.max(this.#safePosition, await events.safePosition());
          await onLook(hinted);
        }
        if (attempt > 1) onRecovery();
        attempt = 1;
        if (!signal.aborted) await this.#wakeUp.sleep(pollMs);
      } catch (error) {
        onFailure(error, attempt);
        this.#isHinted = true;
        await sleep(pauseAfter(attempt++), signal);
      }
    }
  }
}
