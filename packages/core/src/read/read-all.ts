import type { EventStore, StoredEvent } from "../ports/event-store.js";
import { type LogBatch, type ReadAllOptions, readBatches } from "./read-batches.js";

/**
 * The events of all streams by rising position, up to the safe position at its beginning. Holds a bounded number in
 * memory, and fetches ahead while events are handled; {@link readBatches} says how.
 *
 * @example
 * for await (const event of readAll(store, { sources: [{ category: "training", types: ["VideoStarted"] }] })) count(event);
 *
 * @throws {InvalidOptionError} at the first event, naming the option
 */
export function readAll(store: EventStore, options: ReadAllOptions = {}): AsyncIterableIterator<StoredEvent, void> {
  return new EachEvent(readBatches(store, options));
}

type Next = IteratorResult<StoredEvent, void>;

/**
 * What `for await (const { events } of batches) yield* events` would be. Written by hand, an event costs 0.06 µs instead
 * of 0.18: a twentieth of the time that it takes to read one.
 */
class EachEvent implements AsyncIterableIterator<StoredEvent, void> {
  readonly #batches: AsyncGenerator<LogBatch, void>;
  #events: readonly StoredEvent[] = [];
  #given = 0;
  /** The last call that had to wait for a batch; later ones come after it. */
  #waiting: Promise<Next> | undefined;

  constructor(batches: AsyncGenerator<LogBatch, void>) {
    this.#batches = batches;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Next> {
    if (this.#waiting === undefined) {
      const event = this.#events[this.#given];
      if (event !== undefined) {
        this.#given++;
        return Promise.resolve({ done: false, value: event });
      }
    }
    return this.#inTurn(() => this.#nextOfBatches());
  }

  return(): Promise<Next> {
    return this.#inTurn(async () => {
      this.#events = [];
      await this.#batches.return();
      return { done: true, value: undefined };
    });
  }

  #inTurn(work: () => Promise<Next>): Promise<Next> {
    const turn = this.#waiting === undefined ? work() : this.#waiting.then(work, work);
    this.#waiting = turn;
    const over = () => {
      if (this.#waiting === turn) this.#waiting = undefined;
    };
    turn.then(over, over);
    return turn;
  }

  async #nextOfBatches(): Promise<Next> {
    while (this.#given >= this.#events.length) {
      const batch = await this.#batches.next();
      if (batch.done === true) return { done: true, value: undefined };
      this.#events = batch.value.events;
      this.#given = 0;
    }
    return { done: false, value: this.#events[this.#given++] as StoredEvent };
  }
}
