import type { EventCodec } from "../codec/event-codec.js";
import type { StoredEventOptions } from "../codec/stored-event-options.js";
import type { DomainEvent } from "../decider/domain-event.js";
import type { EventStore } from "../ports/event-store.js";
import { deepFreeze } from "../values/deep-freeze.js";

/**
 * The events that a command with an id led to the first time, as they are stored.
 *
 * @param command.version of the stream after them
 */
export async function eventsOfCommand(
  store: Pick<EventStore, "readStream">,
  codec: EventCodec,
  { streamId, commandId, version }: { streamId: string; commandId: string | undefined; version: number },
  { unknownEvents, checkStored = false }: StoredEventOptions,
): Promise<readonly DomainEvent[]> {
  const events: DomainEvent[] = [];
  for await (const stored of store.readStream(streamId, { toVersion: version, direction: "backwards" })) {
    if (stored.metadata.commandId !== commandId) break;
    if (unknownEvents === "skip" && !codec.reads(stored)) continue;
    // As they were frozen the first time.
    events.push(deepFreeze(codec.decode(stored, { check: checkStored })));
  }
  return events.reverse();
}
