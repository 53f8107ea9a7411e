import type { Notifier } from "../ports/notifier.js";

/** Wakes the listeners of this process, and none else. */
export class MemoryNotifier implements Notifier {
  readonly #wakes = new Set<() => void>();

  /** Wakes in a microtask, so that what a subscriber throws never reaches whoever appended. */
  notify(): void {
    for (const wake of this.#wakes) {
      queueMicrotask(() => {
        if (this.#wakes.has(wake)) wake();
      });
    }
  }

  subscribe(wake: () => void): () => void {
    const subscription = () => wake();
    this.#wakes.add(subscription);
    return () => this.#wakes.delete(subscription);
  }
}
