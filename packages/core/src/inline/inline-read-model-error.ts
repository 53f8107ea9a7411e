import { FactumError } from "../errors/factum-error.js";
import type { HandlerError } from "../listener/handler-error.js";
import { messageOf } from "../values/message-of.js";

/**
 * An append was refused, whole: an inline read model could not handle one of its events. Nothing was stored, and the same
 * append fails again until the handler is mended.
 */
export class InlineReadModelError extends FactumError {
  readonly code = "inline-read-model";
  /** As people call it, e.g. `TrainingList`. */
  readonly readModel: string;
  readonly streamId: string;
  readonly eventType: string;

  /** @param cause what a listener of the read model would have been paused by; it names the event */
  constructor(cause: HandlerError) {
    super(
      `Nothing was appended to "${cause.streamId}": the inline read model ${cause.listener} could not handle ` +
        `${cause.eventType}: ${messageOf(cause.cause)}`,
      { cause },
    );
    this.readModel = cause.listener;
    this.streamId = cause.streamId;
    this.eventType = cause.eventType;
  }
}
