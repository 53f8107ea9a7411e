/** What may be wrong with a stored event. Stable: scripts may rely on these words. */
export type Problem =
  /** No aggregate of the project has the category of its stream. */
  | "unknown-category"
  /** The aggregate has no such event. */
  | "unknown-type"
  /** The event has no such schema version: a newer build wrote it, or one was taken away. */
  | "unknown-schema-version"
  /** Its data do not fit the schema of their version. */
  | "invalid-data"
  /** What the upcasters make of its data does not fit the current schema version. */
  | "invalid-upcast"
  /** An upcaster threw, or returned no object. */
  | "upcaster"
  /** Something else threw while it was decoded, such as a rule in a schema. */
  | "decoding";

/** One thing wrong with one stored event. */
export interface Finding {
  readonly problem: Problem;
  readonly position: number;
  readonly streamId: string;
  /** The stream version that the event made. */
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Path in the data, e.g. `items[2].price`; empty for the data as a whole, and where the data are not what is wrong. */
  readonly path: string;
  /** A sentence or more. Tells no value that a schema marks as secret. */
  readonly message: string;
}
