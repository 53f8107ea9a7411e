import { type NewEvent, uuidv7 } from "@factum/core";

/** An event that may be appended anywhere. */
export function anEvent(type = "Happened", data: NewEvent["data"] = {}): NewEvent {
  return { eventId: uuidv7(), type, schemaVersion: 1, data, metadata: {} };
}
