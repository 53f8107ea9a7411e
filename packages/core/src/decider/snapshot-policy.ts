/** When the fold of a stream is saved, and how a saved one is known to fit. */
export interface SnapshotPolicy<State = unknown> {
  /** A snapshot is saved when a stream has grown by so many events since the last one; from 1. */
  readonly every: number;
  /** Says what made the state: the hash of its schema and the fold's version. A state under another key is not used. */
  readonly key: string;
  /** @throws {InvalidDataError} for what the state's schema refuses */
  parse(state: unknown): State;
}
