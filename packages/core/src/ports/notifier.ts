/**
 * Wakes listeners when something was appended. A hint and nothing more: wake-ups may be lost, doubled or late, and every
 * listener must be right without a single one.
 */
export interface Notifier {
  /** Says that something was appended. Never throws, never waits; many calls in a short time may become one wake-up. */
  notify(): void;
  /**
   * Calls `wake` for every wake-up, from this process or another, until the returned function is called. What `wake` throws
   * reaches neither who notifies nor other subscribers; implementations have an option to be told of it.
   */
  subscribe(wake: () => void): () => void;
}
