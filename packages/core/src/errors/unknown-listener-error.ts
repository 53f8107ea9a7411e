import { describeValue } from "../values/describe-value.js";
import { FactumError } from "./factum-error.js";

/** No listener of that name was ever declared in the store. */
export class UnknownListenerError extends FactumError {
  readonly code = "unknown-listener";
  readonly listener: string;

  constructor(listener: string) {
    super(
      `No listener ${describeValue(listener)} is known to this store. A listener is known once it was started; ` +
        "`factum listeners status` names those that are.",
    );
    this.listener = listener;
  }
}
