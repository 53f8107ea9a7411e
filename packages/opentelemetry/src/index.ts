/** Traces and metrics of Factum through the OpenTelemetry API: commands, listeners, the event store, and the way back from an event. */
export { contextOf } from "./context-of.js";
export { openTelemetryListenerObserver } from "./open-telemetry-listener-observer.js";
export { type OpenTelemetryObserverOptions, openTelemetryObserver } from "./open-telemetry-observer.js";
export type { TracedEventStoreOptions } from "./store-spans.js";
export { tracedEventStore } from "./traced-event-store.js";
