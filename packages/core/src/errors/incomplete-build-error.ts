import { FactumError } from "./factum-error.js";

/** A build of a read model has caught up, but has dead letters: rows would be missing if queries read it. */
export class IncompleteBuildError extends FactumError {
  readonly code = "incomplete-build";
  /** The name of its listener, e.g. `training_list_v1_b2`. */
  readonly listener: string;

  constructor(listener: string) {
    super(
      `${listener} has caught up, but has dead letters, and does not take the live build's place with them: rows would be ` +
        "missing. Have them handled again (replay), accept what is missing, or give the build up.",
    );
    this.listener = listener;
  }
}
