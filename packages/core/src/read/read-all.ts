import type { EventStore, StoredEvent } from "../ports/event-store.js";
import { type ReadAllOptions, readBatches } from "./read-batches.js";

/**
 * The events of all streams by rising position, up to the safe position at its beginning. Holds a bounded number in
 * memory, and fetches ahead while events are handled; {@link readBatches} says how.
 *
 * @example
 * for await (const event of readAll(store, { sources: [{ category: "training", types: ["VideoStarted"] }] })) count(event);
 *
 * @throws {InvalidOptionError} naming the option
 */
export async function* readAll(store: EventStore, options: ReadAllOptions = {}): AsyncGenerator<StoredEvent, void> {
  for await (const { events } of readBatches(store, options)) for (const event of events) yield event;
}
