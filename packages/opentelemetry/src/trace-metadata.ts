import type { EventMetadata } from "@factum/core";
import { type Context, propagation, type TextMapSetter } from "@opentelemetry/api";

/** The fields of W3C Trace Context. */
export const TRACE_FIELDS: readonly string[] = ["traceparent", "tracestate"];

/**
 * Nothing else goes into metadata, whatever the registered propagator also carries: an event is kept for good, and baggage
 * may hold what nobody meant to keep.
 */
const traceFieldsOnly: TextMapSetter<Record<string, string>> = {
  set(carrier, key, value) {
    if (TRACE_FIELDS.includes(key)) carrier[key] = value;
  },
};

/** The trace of a context as metadata for events; empty where there is none, or no SDK. */
export function traceMetadataOf(context: Context): EventMetadata {
  const metadata: Record<string, string> = {};
  propagation.inject(context, metadata, traceFieldsOnly);
  return metadata;
}
