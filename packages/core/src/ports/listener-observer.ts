/** One shard of one build of a listener, which this process runs. */
export interface ObservedShard {
  /** As people call it, e.g. `TrainingList`. */
  readonly listener: string;
  /** As the store knows it, e.g. `training_list_v1`. */
  readonly name: string;
  /** From 0. */
  readonly shard: number;
}

/** Events that are about to be handled together. */
export interface ObservedBatch extends ObservedShard {
  /** Where the checkpoint is, and where it will be. */
  readonly from: number;
  readonly to: number;
  /** How many events there are on the way. */
  readonly events: number;
  /** When the first of them was stored, ISO, UTC, by the store's clock; null without events. */
  readonly oldestAt: string | null;
}

/** `done`: the checkpoint has moved. `lost`: somebody else runs the shard now. `paused`: an event could not be handled for good. */
export type BatchResult = "done" | "lost" | "paused";

/** Where a shard is, after a batch and whenever it was looked for new events. */
export interface ObservedPlace extends ObservedShard {
  readonly position: number;
  /** Up to where it may go, as last seen. */
  readonly safePosition: number;
}

/** Something failed, and is tried again, paused or parked. */
export interface ObservedFailure extends ObservedShard {
  readonly error: unknown;
  /** From 1. */
  readonly attempt: number;
}

/** Events became dead letters, one for each key. */
export interface ObservedParking extends ObservedShard {
  readonly letters: number;
}

/**
 * Watches listeners, for traces and metrics. `@factum/opentelemetry` implements it.
 *
 * What it throws is written to the console and changes nothing; only {@link around} takes part in the handling.
 */
export interface ListenerObserver {
  /**
   * Runs around the handling of each batch, with all its retries, and hands on what `handle` comes to, a failure too.
   *
   * @param handle to be called once, at once
   */
  around?(batch: ObservedBatch, handle: () => Promise<BatchResult>): Promise<BatchResult>;
  placed?(place: ObservedPlace): void;
  failed?(failure: ObservedFailure): void;
  parked?(parking: ObservedParking): void;
  /** This process runs the shard no more. */
  left?(shard: ObservedShard): void;
}
