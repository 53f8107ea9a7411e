import type { JsonValue } from "../values/json.js";

/** A saved fold of a stream's beginning. It can always be made again from the events. */
export interface Snapshot {
  /** Stream version that the state has; from 1. */
  readonly version: number;
  /** Position of the event that made this version. */
  readonly position: number;
  readonly state: JsonValue;
}

/**
 * Keeps one snapshot per stream and key. The key says what made the state (its schema, its fold): another build of the
 * application, which folds otherwise, has another key, and neither disturbs the other.
 *
 * Snapshots are hints. A store may lose them at any time, and whoever loads one has to check it.
 */
export interface SnapshotStore {
  /**
   * The snapshot of the highest version that was saved under this key, if it is still there.
   *
   * @throws {InvalidDataError} for what cannot be a stream id or a key
   */
  load(streamId: string, key: string): Promise<Snapshot | undefined>;
  /**
   * Saves a snapshot in the place of one of a lower version under the same key. One of the same or a higher version stays,
   * whoever saves first.
   *
   * @param key 1 to 200 characters
   * @throws {InvalidDataError} for what cannot be a stream id, a key or a snapshot, or a state that cannot be stored exactly
   */
  save(streamId: string, key: string, snapshot: Snapshot): Promise<void>;
}
