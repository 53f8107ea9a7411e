import type { StoredEvent } from "../ports/event-store.js";

/** Before it is stored: neither position nor time are known, nor the version if the append names none. */
export function provisionalEvent(event: StoredEvent, isVersionKnown: boolean): StoredEvent {
  const version = isVersionKnown ? event.version : 0;
  return { ...event, position: 0, recordedAt: "1970-01-01T00:00:00.000Z", version };
}
