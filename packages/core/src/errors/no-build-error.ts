import { FactumError } from "./factum-error.js";

/** A build of a read model was to be given up, and none is being made. */
export class NoBuildError extends FactumError {
  readonly code = "no-build";
  /** With its version, e.g. `training_list_v1`. */
  readonly readModel: string;

  constructor(readModel: string) {
    super(
      `No build of ${readModel} is being made, so there is none to give up: it was swapped in, given up already, or never begun.`,
    );
    this.readModel = readModel;
  }
}
