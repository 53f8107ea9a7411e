import { FactumError } from "./factum-error.js";

/** A listener was told to pass over an event that it does not stand at, paused by a failure. */
export class NothingToSkipError extends FactumError {
  readonly code = "nothing-to-skip";
  readonly listener: string;
  readonly position: number;
  /** Where it did fail; null if it is not paused by the failure of an event. */
  readonly failedAt: number | null;

  constructor(listener: string, position: number, failedAt: number | null) {
    super(
      `Listener ${listener} is not paused by a failure at position ${position}` +
        (failedAt === null
          ? ", nor by that of any other event, so there is nothing to skip."
          : `; it failed at position ${failedAt}. Name that one to have it skipped.`),
    );
    this.listener = listener;
    this.position = position;
    this.failedAt = failedAt;
  }
}
