import type { EventSource, StoredEvent } from "../ports/event-store.js";
import type { CheckpointMove, ListenerDeclaration } from "../ports/listener-store.js";
import type { ListenerRetry } from "./listener-retry.js";

/** What to do with an event that cannot be handled, when it has been tried often enough. */
export type FailurePolicy = "pause" | "park";

/** Anything that follows the log and keeps a checkpoint. Run by {@link startListeners}. */
export interface Listener {
  /** As people call it, e.g. `TrainingList`. */
  readonly title: string;
  /** The events that it wants; absent means all. */
  readonly sources?: readonly EventSource[];
  readonly onFailure: FailurePolicy;
  /** How events that cannot be handled are tried again; what is absent is as {@link ListenersOptions.retry} has it. */
  readonly retry?: Partial<ListenerRetry>;
  /**
   * Makes ready what it writes to, and says what is to run now: one declaration, or two while a new build of a read model is
   * made beside the live one, which comes first. Called at the start, and whenever a lease was lost.
   */
  resolve(): Promise<readonly RunnableListener[]>;
  /**
   * Makes the build that is being made the live one, if it has come as far as that one.
   *
   * @returns whether it did
   * @throws {IncompleteBuildError} if it has come as far, but has dead letters
   */
  swap?(): Promise<boolean>;
}

/** A listener, or one build of it, that a lease can be had for. */
export interface RunnableListener {
  readonly declaration: ListenerDeclaration;
  /**
   * The keys that an event has work for: its stream for a reaction, the rows that it belongs to for a read model. Each pair of
   * event and key is handled, sharded and parked for itself.
   *
   * @throws {HandlerError} if they cannot be told
   */
  keysOf(event: StoredEvent): readonly string[];
  /**
   * Handles events and moves the checkpoint, all or nothing as far as its kind can promise.
   *
   * @returns false, having changed nothing, if the move's fence does not hold: another process runs it now
   * @throws {HandlerError} naming event and key, if it was an event that could not be handled
   */
  apply(batch: ListenerBatch): Promise<boolean>;
}

export interface ListenerBatch {
  readonly move: CheckpointMove;
  /** By position. */
  readonly events: readonly StoredEvent[];
  /** Whether a key is to be handled: not if it belongs to another shard or is parked. Undefined: all are. */
  readonly wants: ((key: string, position: number) => boolean) | undefined;
  /** Aborted when the lease is lost or the listener is stopped. */
  readonly signal: AbortSignal;
  /** Tells of a failure that the listener gets over by itself, by trying again; `attempt` counts from 1. */
  report(error: unknown, attempt: number): void;
}
