import { createCommandHandler, type EventStore, type HandleCommand } from "@factum/core";
import { openTelemetryObserver, tracedEventStore } from "@factum/opentelemetry";

/** On the `events` of `openPg`, or on any other store. */
export function tracedCommandHandler(events: EventStore): HandleCommand {
  const store = tracedEventStore(events, { namespace: "shop|factum" });
  return createCommandHandler({ store, observer: openTelemetryObserver() });
}
