import type { ListenerStore, ShardCheckpoint } from "../ports/listener-store.js";
import { pauseAfter } from "./listener-retry.js";
import { sleep } from "./sleep.js";

export interface CheckpointPollOptions {
  readonly store: Pick<ListenerStore, "checkpoints">;
  /** The listeners that somebody waits for who cannot see them in this process; and whether soon, or only some day. */
  wanted(): { readonly listeners: readonly string[]; readonly isUrgent: boolean };
  onLook(checkpoints: readonly ShardCheckpoint[]): void;
  onFailure(error: unknown, attempt: number): void;
}

const FIRST_MS = 5;
const LAST_URGENT_MS = 50;
const LAST_MS = 1_000;

/**
 * Looks where listeners are that other processes run, for all who wait for them together: often at first, and then every
 * {@link LAST_URGENT_MS} milliseconds, while somebody waits and no longer.
 */
export class CheckpointPoll {
  readonly #options: CheckpointPollOptions;
  readonly #stopping = new AbortController();
  #isLooking = false;
  #looking: Promise<void> | undefined;
  #pauseMs = FIRST_MS;

  constructor(options: CheckpointPollOptions) {
    this.#options = options;
  }

  /** Somebody may have begun to wait. */
  wake(): void {
    this.#pauseMs = FIRST_MS;
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#looking = this.#look();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { store, wanted, onLook, onFailure } = this.#options;
    const { signal } = this.#stopping;
    for (let attempt = 1; ; ) {
      const { listeners, isUrgent } = wanted();
      if (listeners.length === 0 || signal.aborted) {
        this.#isLooking = false;
        return;
      }
      let pause = this.#pauseMs;
      try {
        onLook(await store.checkpoints(listeners));
        attempt = 1;
        this.#pauseMs = Math.min(isUrgent ? LAST_URGENT_MS : LAST_MS, pause * 2);
      } catch (error) {
        onFailure(error, attempt);
        pause = pauseAfter(attempt++);
      }
      await sleep(pause, signal);
    }
  }
}
