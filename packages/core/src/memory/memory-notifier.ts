import type { Notifier } from "../ports/notifier.js";
import { callGuarded } from "../values/call-guarded.js";

export interface MemoryNotifierOptions {
  /** Told what a subscriber throws. Default: it is written to the console. */
  readonly onError?: (error: unknown) => void;
}

/** Wakes the listeners of this process, and none else. */
export class MemoryNotifier implements Notifier {
  readonly #wakes = new Set<() => void>();

  readonly #onError: (error: unknown) => void;

  constructor({
    onError = (error) => console.error("A subscriber of a notifier threw:", error),
  }: MemoryNotifierOptions = {}) {
    this.#onError = onError;
  }

  /** Wakes in a microtask, so that subscribers run after whoever appended; what one throws reaches nobody but `onError`. */
  notify(): void {
    for (const wake of this.#wakes) {
      queueMicrotask(() => {
        if (this.#wakes.has(wake)) callGuarded(wake, this.#onError);
      });
    }
  }

  subscribe(wake: () => void): () => void {
    const subscription = () => wake();
    this.#wakes.add(subscription);
    return () => this.#wakes.delete(subscription);
  }
}
