import type { RecordedEvent } from "@factum/core";
import { describeMessage } from "./describe-message.js";

/** A log, an event a line: position, stream, event. */
export function describeLog(events: readonly Pick<RecordedEvent, "position" | "streamId" | "type" | "data">[]): string {
  if (events.length === 0) return "nothing";
  return events
    .map(({ position, streamId, type, data }) => `${position}. ${streamId}: ${describeMessage(type, data)}`)
    .join("\n");
}
