/** Traces and metrics of Factum through the OpenTelemetry API: commands, the event store, and the way back from an event. */
export { contextOf } from "./context-of.js";
export { type OpenTelemetryObserverOptions, openTelemetryObserver } from "./open-telemetry-observer.js";
export type { TracedEventStoreOptions } from "./store-spans.js";
export { tracedEventStore } from "./traced-event-store.js";
