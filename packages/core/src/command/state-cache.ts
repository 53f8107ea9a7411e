import type { Decider } from "../decider/decider.js";
import type { LoadedStream } from "./loaded-stream.js";

/** A decider as far as it makes no difference which one it is. */
export type AnyDecider = Decider;

/** A state that was committed, and the decider whose fold it is. */
export interface KnownStream extends LoadedStream<unknown> {
  readonly decider: AnyDecider;
  /** Version of the last snapshot that was saved or loaded; 0 if there was none. */
  readonly snapshotVersion: number;
  /** The cache's when the state was read. */
  readonly epoch: number;
}

/** A stream that is known, further on. Field by field: it is made for every command, and a spread takes V8 a microsecond. */
export function knownAt(
  { decider, snapshotVersion, epoch }: KnownStream,
  state: unknown,
  version: number,
  position: number,
): KnownStream {
  return { state, version, position, decider, snapshotVersion, epoch };
}

/**
 * The states of the streams that were used last, at most so many.
 *
 * It holds only what some append or read has shown to be committed. It may be behind the store at any time: whoever
 * answers from it has the version confirmed first.
 */
export class StateCache {
  readonly #limit: number;
  /** In the order of their last use, which is the order of insertion. */
  readonly #streams = new Map<string, KnownStream>();

  /** Rises with each {@link clear}: what was learned before is not kept any more. */
  epoch = 0;

  /** @param limit streams, at most; 0 keeps none */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What is known of a stream, as this decider folds it. */
  get(streamId: string, decider: AnyDecider): KnownStream | undefined {
    const known = this.#streams.get(streamId);
    return known?.decider === decider ? known : undefined;
  }

  set(streamId: string, known: KnownStream): void {
    this.#streams.delete(streamId);
    if (!this.isCurrent(known)) return;
    this.#streams.set(streamId, known);
    if (this.#streams.size <= this.#limit) return;
    const [oldest] = this.#streams.keys();
    this.#streams.delete(oldest as string);
  }

  /** Whether nothing has happened since it was read that makes all of it doubtful. */
  isCurrent({ epoch }: KnownStream): boolean {
    return epoch === this.epoch;
  }

  delete(streamId: string): void {
    this.#streams.delete(streamId);
  }

  clear(): void {
    this.epoch++;
    this.#streams.clear();
  }
}
