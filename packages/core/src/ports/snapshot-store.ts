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
  /** The last snapshot saved under this key, if there is one. */
  load(streamId: string, key: string): Promise<Snapshot | undefined>;
  /**
   * Saves a snapshot in the place of an older one under the same key; one of a higher version stays.
   *
   * @param key 1 to 200 characters
   * @throws {InvalidDataError} for a state that cannot be stored exactly
   */
  save(streamId: string, key: string, snapshot: Snapshot): Promise<void>;
}
