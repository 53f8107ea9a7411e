import { FactumError } from "../errors/factum-error.js";

/** An upcaster of the model threw, or did not return the data of an event. */
export class UpcastError extends FactumError {
  readonly code = "upcast";
  /** The event's type. */
  readonly type: string;
  readonly fromVersion: number;
  readonly toVersion: number;

  /** @param problem what it did, e.g. `threw`; never with the data, which may be secret */
  constructor(step: { type: string; fromVersion: number; problem: string }, options?: ErrorOptions) {
    const toVersion = step.fromVersion + 1;
    super(
      `The upcaster of event ${step.type} from schema version ${step.fromVersion} to ${toVersion} ${step.problem}. ` +
        "It has to take whatever was stored under the older version.",
      options,
    );
    this.type = step.type;
    this.fromVersion = step.fromVersion;
    this.toVersion = toVersion;
  }
}
