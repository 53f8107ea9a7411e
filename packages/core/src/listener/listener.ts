import type { EventSource, StoredEvent } from "../ports/event-store.js";

/** Anything that follows the log and keeps a checkpoint. Run by {@link startListener}. */
export interface Listener {
  readonly name: string;
  /** The events that it wants; absent means all. */
  readonly sources?: readonly EventSource[];
  /** Makes ready what it writes to, and returns its checkpoint. Called once, and again after every failure. */
  prepare(): Promise<number>;
  /**
   * Its checkpoint as it stands now, which another process may have moved or set back. Asked whenever there is nothing
   * new to handle, so it should cost one small query. Absent: `prepare` is asked.
   */
  readCheckpoint?(): Promise<number>;
  /**
   * Handles the events of positions above `from` up to `to` and moves the checkpoint to `to`, all or nothing.
   *
   * @returns false, having changed nothing, if the checkpoint was not at `from`: another process was faster
   */
  apply(batch: {
    readonly from: number;
    readonly to: number;
    readonly events: readonly StoredEvent[];
  }): Promise<boolean>;
  /** Forgets everything and starts again from the first event. */
  reset(): Promise<void>;
}
