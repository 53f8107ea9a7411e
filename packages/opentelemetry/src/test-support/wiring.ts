import {
  createCommandHandler,
  type EventStore,
  type HandleCommand,
  type Listener,
  type ListenersOptions,
  type RunningListeners,
  startListeners,
} from "@factum/core";
import { openTelemetryListenerObserver, openTelemetryObserver, tracedEventStore } from "@factum/opentelemetry";

/** On the `events` of `openPg`, or on any other store. */
export function tracedCommandHandler(events: EventStore): HandleCommand {
  const store = tracedEventStore(events, { namespace: "shop|factum" });
  return createCommandHandler({ store, observer: openTelemetryObserver() });
}

/** The listeners of a process, watched. */
export function tracedListeners(listeners: readonly Listener[], options: ListenersOptions): RunningListeners {
  return startListeners(listeners, { ...options, observer: openTelemetryListenerObserver() });
}
