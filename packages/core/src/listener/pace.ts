/**
 * How many events are handled at once: as many as are allowed, and fewer where they take long, so that a batch is over well
 * before its lease has to be renewed.
 */
export class Pace {
  readonly #most: number;
  readonly #longMs: number;
  #size: number;

  /** @param most events at once @param leaseMs how long a lease holds */
  constructor(most: number, leaseMs: number) {
    this.#most = most;
    this.#longMs = leaseMs / 6;
    this.#size = Math.min(most, FIRST_SIZE);
  }

  get size(): number {
    return this.#size;
  }

  /** A batch failed, perhaps for its size: it may have taken longer than its transaction may. */
  failed(): void {
    this.#size = Math.max(1, Math.floor(this.#size / 2));
  }

  /** So many events took so long. */
  took(events: number, milliseconds: number): void {
    if (milliseconds > this.#longMs) {
      // In proportion, so that one look at much slower handlers is enough.
      const fitting = Math.floor((events * this.#longMs) / milliseconds);
      this.#size = Math.max(1, Math.min(this.#size, fitting));
    } else if (events >= this.#size && milliseconds * 2 <= this.#longMs) {
      this.#size = Math.min(this.#most, this.#size * 2);
    }
  }
}

/** Nobody knows yet how long they take. */
const FIRST_SIZE = 100;
