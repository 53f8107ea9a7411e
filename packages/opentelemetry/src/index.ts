/** Traces and metrics of Factum through the OpenTelemetry API: commands, and the way back from an event. */
export { contextOf } from "./context-of.js";
export { type OpenTelemetryObserverOptions, openTelemetryObserver } from "./open-telemetry-observer.js";
