import type { StoredEvent } from "@factum/core";
import { ExaminerError } from "./examiner-error.js";

/**
 * How many characters of JSON one message to the child may have. Far below what a string can hold (2^29), since the child
 * has the message in its memory as text and as values.
 */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/**
 * Events in their order, shared out to messages that can be sent: at least one message, and an event that is bigger than
 * a message should be has one of its own.
 *
 * @throws {ExaminerError} while it is iterated, if an event has more JSON than a string can hold
 */
export function* messagesOf(events: readonly StoredEvent[], most = MOST_CHARACTERS): Generator<readonly StoredEvent[]> {
  let part: StoredEvent[] = [];
  let characters = 0;
  for (const event of events) {
    const size = sizeOf(event);
    if (part.length > 0 && characters + size > most) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(event);
    characters += size;
  }
  yield part;
}

function sizeOf(event: StoredEvent): number {
  try {
    return JSON.stringify(event).length;
  } catch (error) {
    const { position, type, streamId, version } = event;
    throw new ExaminerError(
      `The event at position ${position} (${type}, ${streamId} version ${version}) is too big to be examined: its JSON ` +
        "is longer than a string can be.",
      { cause: error },
    );
  }
}
