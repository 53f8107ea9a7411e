import { FactumError } from "../errors/factum-error.js";
import type { StoredEvent } from "../ports/event-store.js";

/** A store gave a listener an event of a category that it does not follow. */
export class UnwantedEventError extends FactumError {
  readonly code = "unwanted-event";
  readonly listener: string;
  readonly streamId: string;
  readonly position: number;

  constructor(listener: string, { streamId, position }: Pick<StoredEvent, "streamId" | "position">) {
    super(`${listener} was given an event of "${streamId}" (position ${position}), whose category it does not follow.`);
    this.listener = listener;
    this.streamId = streamId;
    this.position = position;
  }
}
