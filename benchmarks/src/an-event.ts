import { randomUUID } from "node:crypto";
import { type EventStore, type NewEvent, uuidv7 } from "@factum/core";

/** An event like those of the sample, 110 bytes of data. */
export function anEvent(newId: () => string = uuidv7): NewEvent {
  return {
    eventId: newId(),
    type: "RegistrationCreated",
    schemaVersion: 1,
    data: { traineeId: newId(), courseId: newId(), dueDate: "2031-05-17" },
    metadata: { actor: "bench" },
  };
}

/** One event to a stream that is not there yet. */
export function appendOne(events: EventStore, newId: () => string = uuidv7): Promise<unknown> {
  return events.append({ streamId: `bench-${newId()}`, expectedVersion: "no-stream", events: [anEvent(newId)] });
}

/** Ids without an order, as `crypto.randomUUID` makes them. */
export const randomIds = (): string => randomUUID();
