import type { RecordedEvent } from "../codec/recorded-event.js";
import type { CommandOrigin } from "./command-metadata.js";

/**
 * The origin of a command that an event leads to, for a reaction: the conversation goes on, and the event is its cause.
 *
 * @example
 * await handleCommand(course, courseId, CountCompletion(), causedBy(event));
 */
export function causedBy({ eventId, metadata }: Pick<RecordedEvent, "eventId" | "metadata">): CommandOrigin {
  return { correlationId: metadata.correlationId ?? eventId, causationId: eventId };
}
