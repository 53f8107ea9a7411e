import { MemoryEventStore } from "../memory/memory-event-store.js";
import type { Append, AppendOptions, AppendOutcome, ReadStreamOptions, StoredEvent } from "../ports/event-store.js";
import type { CounterEvent } from "./counter.js";
import { newEvent } from "./counter-commands.js";

/** A store in memory that tells what it was asked for, and whose appends a test can hold up, disturb and lose. */
export class ProbedStore extends MemoryEventStore {
  /** Calls to append, each with all that it was to append. */
  readonly appends: (readonly Append[])[] = [];
  /** Reads of a stream, by the version from which on. */
  readonly reads: { readonly streamId: string; readonly fromVersion: number }[] = [];
  readonly #before: (() => unknown)[] = [];
  readonly #after: (() => unknown)[] = [];
  readonly #interrupted = new Set<() => void>();

  /** Runs before the next append that has none yet; what it throws is what becomes of the append. */
  beforeAppend(step: () => unknown): void {
    this.#before.push(step);
  }

  /** Runs once the next append that has none yet is stored; what it throws is all that its caller gets to know. */
  afterAppend(step: () => unknown): void {
    this.#after.push(step);
  }

  /** Holds the next append up: `reached` when it has come, until it is let go. */
  holdAppend(): { readonly reached: Promise<void>; letGo(): void } {
    let reach = () => {};
    let letGo = () => {};
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    this.beforeAppend(() => {
      reach();
      return released;
    });
    return { reached, letGo };
  }

  /** Stores events as another process would, whatever is held up here. */
  async rival(streamId: string, ...events: readonly CounterEvent[]): Promise<void> {
    await super.appendAll([{ streamId, expectedVersion: "any", events: events.map(newEvent) }]);
  }

  /** Lets another process be faster than the next appends, with one event before each of them. */
  race(streamId: string, ...events: readonly CounterEvent[]): void {
    for (const event of events) this.beforeAppend(() => this.rival(streamId, event));
  }

  /** Tells whoever asked for it that a connection was lost. */
  interrupt(): void {
    for (const callback of this.#interrupted) callback();
  }

  onInterruption(callback: () => void): () => void {
    this.#interrupted.add(callback);
    return () => this.#interrupted.delete(callback);
  }

  override async appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    this.appends.push(appends);
    const [before, after] = [this.#before.shift(), this.#after.shift()];
    await before?.();
    const outcomes = await super.appendAll(appends, options);
    await after?.();
    return outcomes;
  }

  override readStream(streamId: string, options: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    this.reads.push({ streamId, fromVersion: options.fromVersion ?? 1 });
    return super.readStream(streamId, options);
  }
}
