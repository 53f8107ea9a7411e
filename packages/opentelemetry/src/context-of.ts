import type { EventMetadata } from "@factum/core";
import { type Context, context, propagation, type TextMapGetter, trace } from "@opentelemetry/api";
import { TRACE_FIELDS } from "./trace-metadata.js";

const traceFieldsOnly: TextMapGetter<EventMetadata> = {
  keys: (metadata) => TRACE_FIELDS.filter((field) => metadata[field] !== undefined),
  get(metadata, key) {
    const value = TRACE_FIELDS.includes(key) ? metadata[key] : undefined;
    return typeof value === "string" ? value : undefined;
  },
};

/**
 * The context in which the command ran that stored this event: the active context, with the command's span in the place of the
 * active one. Without a span if the event carries no trace, or if no propagator is registered that reads W3C Trace Context.
 *
 * To *continue* the trace, start a span in it. That fits what follows at once and concerns one event, such as a reaction:
 *
 * ```ts
 * tracer.startActiveSpan("send confirmation", {}, contextOf(event), async (span) => { … });
 * ```
 *
 * To *link* to the trace, take the span's context. That fits batches, and what is done long afterwards, such as a rebuild, which
 * would reopen traces that ended months ago:
 *
 * ```ts
 * const cause = trace.getSpanContext(contextOf(event));
 * tracer.startActiveSpan("send confirmation", { links: cause ? [{ context: cause }] : [] }, async (span) => { … });
 * ```
 *
 * @param event recorded or as stored; only its metadata is looked at
 */
export function contextOf(event: { readonly metadata: EventMetadata }): Context {
  return propagation.extract(trace.deleteSpan(context.active()), event.metadata, traceFieldsOnly);
}
