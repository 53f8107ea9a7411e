import { type BuildWatchOptions, watchBuild } from "./build-watch.js";
import type { ListenerSeat } from "./listener-seat.js";

export interface BuildWatchesOptions extends Pick<BuildWatchOptions, "store" | "signal"> {
  holdBack(seat: ListenerSeat, isHeldBack: boolean): void;
  onSwap(seat: ListenerSeat): void;
  onFailure(seat: ListenerSeat, error: unknown): void;
}

/** The new builds of a process's listeners, each watched until it is live or given up. */
export class BuildWatches {
  readonly #options: BuildWatchesOptions;
  readonly #watches = new Map<ListenerSeat, Promise<void>>();

  constructor(options: BuildWatchesOptions) {
    this.#options = options;
  }

  /** Watches its new build, if there is one and nobody does. */
  watch(seat: ListenerSeat): void {
    if (seat.runnables.length < 2 || this.#watches.has(seat)) return;
    const { store, signal, holdBack, onSwap, onFailure } = this.#options;
    const watching = watchBuild({
      seat,
      store,
      signal,
      holdBack: (isHeldBack) => holdBack(seat, isHeldBack),
      onSwap: () => onSwap(seat),
      onFailure: (error) => onFailure(seat, error),
    });
    this.#watches.set(
      seat,
      watching.finally(() => this.#watches.delete(seat)),
    );
  }

  /** Resolves when none is watched any more: soon after the signal was aborted. */
  async settled(): Promise<void> {
    await Promise.all(this.#watches.values());
  }
}
