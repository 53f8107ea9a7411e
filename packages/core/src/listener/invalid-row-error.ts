import type { RecordedEvent } from "../codec/recorded-event.js";
import { FactumError } from "../errors/factum-error.js";
import { describeKind } from "../values/describe-kind.js";

/** A handler of a read model returned neither values nor null. */
export class InvalidRowError extends FactumError {
  readonly code = "invalid-row";
  readonly readModel: string;
  readonly position: number;

  constructor(readModel: string, event: Pick<RecordedEvent, "type" | "position">, returned: unknown) {
    super(
      `${readModel}'s handler of ${event.type} returned ${describeKind(returned)} for the event at position ${event.position}. ` +
        "Return the row's values, or null to have no row.",
    );
    this.readModel = readModel;
    this.position = event.position;
  }
}
