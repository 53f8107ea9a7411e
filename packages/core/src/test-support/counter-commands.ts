import type { NewEvent } from "../ports/event-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { type CounterCommand, type CounterEvent, counterCodec } from "./counter.js";

// What is asked of the counter, and what happens to it.

export const count = (by = 1): CounterCommand => ({ type: "Count", data: { by } });
export const close: CounterCommand = { type: "Close", data: {} };

export const counted = (by = 1): CounterEvent => ({ type: "Counted", data: { by, key: "" } });
export const closed: CounterEvent = { type: "Closed", data: {} };

/** As it goes into a store. */
export const newEvent = (event: CounterEvent): NewEvent => ({
  eventId: uuidv7(),
  ...counterCodec.encode(event),
  metadata: {},
});

/** Conflicts are met at once. */
export const noWait = { baseDelayMs: 0, maxDelayMs: 0 };
