/**
 * Decides who goes on next, so that a run is the same each time it is played with the same choices. Whatever takes time in
 * it waits for its turn; between two turns all that can go on without one does.
 */
export class Turns {
  readonly #choices: Iterator<number>;
  readonly #waiting: (() => void)[] = [];

  /** @param choices who is next, each a number from 0 that counts those who wait; first come, first served after the last */
  constructor(choices: Iterable<number>) {
    this.#choices = choices[Symbol.iterator]();
  }

  /** Resolves when it is the caller's turn. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets so many go on, one after another; fewer if nobody waits any more. */
  async give(count: number): Promise<void> {
    await allSettled();
    for (let given = 0; given < count && this.#waiting.length > 0; given++) {
      const choice = this.#choices.next();
      const index = choice.done === true ? 0 : choice.value % this.#waiting.length;
      this.#waiting.splice(index, 1)[0]?.();
      await allSettled();
    }
  }
}

/** When no promise is left that can go on by itself: Node runs what they wait for before anything else. */
function allSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
