import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { ListenerStore, ShardCheckpoint } from "../ports/listener-store.js";
import { CheckpointPoll } from "./checkpoint-poll.js";
import type { ListenerSeat } from "./listener-seat.js";

export interface PositionDeskOptions {
  readonly store: Pick<ListenerStore, "checkpoints">;
  readonly seats: readonly ListenerSeat[];
  /** Whether this process runs all of a listener, and so knows where it is. */
  isOwned(seat: ListenerSeat): boolean;
  /** Somebody has taken, changed or set back a listener. */
  onNews(seat: ListenerSeat): void;
  onFailure(error: unknown, attempt: number): void;
}

interface WaitAllOptions {
  readonly timeoutMs: number;
  readonly evenIfPaused: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Where callers wait until listeners have come to a position, whichever process runs them. */
export class PositionDesk {
  readonly #options: PositionDeskOptions;
  readonly #poll: CheckpointPoll;

  constructor(options: PositionDeskOptions) {
    const { store, onFailure } = options;
    this.#options = options;
    this.#poll = new CheckpointPoll({
      store,
      wanted: () => this.#awaited(),
      onLook: (checkpoints) => this.#noteAll(checkpoints),
      onFailure,
    });
  }

  /** The listeners of these titles; undefined means all. @throws {InvalidOptionError} for one that there is not */
  chosen(titles: readonly string[] | undefined): readonly ListenerSeat[] {
    const { seats } = this.#options;
    if (titles === undefined) return seats;
    return titles.map((title) => {
      const seat = seats.find(({ listener }) => listener.title === title);
      const known = seats.map(({ listener }) => listener.title).join(", ");
      if (seat === undefined) throw new InvalidOptionError("listeners", title, `some of ${known}`);
      return seat;
    });
  }

  /** Resolves when all of them have come there. @throws what {@link PositionWaiters.waitFor} throws */
  async waitAll(
    seats: readonly ListenerSeat[],
    position: number,
    { timeoutMs, evenIfPaused, signal: given }: WaitAllOptions,
  ): Promise<void> {
    given?.throwIfAborted();
    // Whoever fails for one listener waits for none.
    const over = new AbortController();
    const signal = given === undefined ? over.signal : AbortSignal.any([given, over.signal]);
    try {
      await Promise.all(
        seats.map((seat) => {
          if (!this.#options.isOwned(seat) && !seat.waiters.isAwaited) seat.waiters.forget();
          const waiting = seat.waiters.waitFor(position, { timeoutMs, evenIfPaused, signal });
          this.#poll.wake();
          return waiting;
        }),
      );
    } finally {
      over.abort();
    }
  }

  /** Listeners may have moved, or their owners changed. */
  wake(): void {
    this.#poll.wake();
  }

  /** Looks nowhere any more. Whoever still waits is told by {@link PositionWaiters.close}. */
  stop(): Promise<void> {
    return this.#poll.stop();
  }

  /** What somebody waits for who cannot see it in this process. */
  get #elsewhere(): readonly ListenerSeat[] {
    return this.#options.seats.filter((seat) => seat.waiters.isAwaited && !this.#options.isOwned(seat));
  }

  #awaited(): { readonly listeners: readonly string[]; readonly isUrgent: boolean } {
    const seats = this.#elsewhere;
    return {
      listeners: seats.flatMap(({ liveName }) => liveName ?? []),
      isUrgent: seats.some(({ waiters }) => waiters.isUrgent),
    };
  }

  #noteAll(checkpoints: readonly ShardCheckpoint[]): void {
    for (const seat of this.#elsewhere) if (seat.noteAll(checkpoints)) this.#options.onNews(seat);
  }
}
