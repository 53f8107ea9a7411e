/** How much a reader of stored events expects of them. */
export interface StoredEventOptions {
  /**
   * What to do about an event whose type or schema version this build does not know: written by a newer build, or taken
   * out of the model. `refuse` it with an {@link UnknownEventError}, so that nothing is built on a history with holes, or
   * `skip` it for good: whoever reads on has handled it. Default `refuse`.
   */
  readonly unknownEvents?: "refuse" | "skip";
  /**
   * Validates every event's data against their schemas, before and behind its upcasters, and refuses what does not fit
   * with an {@link InvalidDataError}. Default false: data are trusted, for they were validated when written.
   */
  readonly checkStored?: boolean;
}
