import { FactumError } from "../errors/factum-error.js";

/** A dead letter is for an event that the log does not have: it is the dead letter of another log. */
export class MissingEventError extends FactumError {
  readonly code = "missing-event";
  readonly listener: string;
  readonly position: number;

  constructor(listener: string, position: number) {
    super(
      `${listener} has a dead letter for the event at position ${position}, which the log does not have. ` +
        "Was the log restored from an older copy than the listeners? Then reset the listener.",
    );
    this.listener = listener;
    this.position = position;
  }
}
