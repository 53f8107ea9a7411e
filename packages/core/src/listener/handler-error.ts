import { FactumError } from "../errors/factum-error.js";
import type { StoredEvent } from "../ports/event-store.js";
import { messageOf } from "../values/message-of.js";

export interface FailedHandling {
  /** As people call it, e.g. `TrainingList`. */
  readonly listener: string;
  readonly event: Pick<StoredEvent, "position" | "streamId" | "type">;
  /** For which of the event's keys; null if its keys could not be told. */
  readonly key: string | null;
  readonly cause: unknown;
  /** How often it was tried already, by a listener that tries again by itself. */
  readonly attempts?: number;
}

/**
 * A listener could not handle an event: it could not be decoded, or a handler threw or returned what it must not. The fault is
 * with the event or the handler, not with a connection, so trying for ever would help nobody.
 */
export class HandlerError extends FactumError {
  readonly code = "handler-failed";
  readonly listener: string;
  readonly position: number;
  readonly streamId: string;
  readonly eventType: string;
  /** For which of the event's keys; null if its keys could not be told. */
  readonly key: string | null;
  /** How often it was tried, if the listener tries again by itself; then the runtime does not. */
  readonly attempts: number | undefined;

  constructor({ listener, event, key, cause, attempts }: FailedHandling) {
    const { position, streamId, type } = event;
    super(`${listener} could not handle ${type} of "${streamId}" (position ${position}): ${messageOf(cause)}`, {
      cause,
    });
    this.listener = listener;
    this.position = position;
    this.streamId = streamId;
    this.eventType = type;
    this.key = key;
    this.attempts = attempts;
  }
}
