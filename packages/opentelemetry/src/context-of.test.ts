import { context, createContextKey, propagation, trace } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { contextOf } from "./context-of.js";
import { useTelemetry } from "./test-support/use-telemetry.js";
import { traceMetadataOf } from "./trace-metadata.js";

const telemetry = useTelemetry();
const { tracer } = telemetry;

/** An event that a command in a span of this name has stored. */
function eventOf(name: string) {
  return tracer.startActiveSpan(name, (span) => {
    const metadata = traceMetadataOf(context.active());
    span.end();
    return { metadata };
  });
}

describe("The context of an event", () => {
  it("continues the trace of the command that stored it", () => {
    tracer.startSpan("send confirmation", {}, contextOf(eventOf("command"))).end();
    const command = telemetry.span("command").spanContext();
    const reaction = telemetry.span("send confirmation");
    expect(reaction.spanContext().traceId).toBe(command.traceId);
    expect(reaction.parentSpanContext).toMatchObject({ spanId: command.spanId, isRemote: true });
  });

  it("has what a link to that trace takes", () => {
    const cause = trace.getSpanContext(contextOf(eventOf("command")));
    expect(cause).toMatchObject({
      traceId: telemetry.span("command").spanContext().traceId,
      spanId: telemetry.span("command").spanContext().spanId,
    });
  });

  it("keeps everything of the active context but its span", () => {
    const key = createContextKey("tenant");
    const active = trace.setSpan(context.active().setValue(key, "acme"), tracer.startSpan("listener"));
    const ofEvent = context.with(active, () => contextOf({ metadata: {} }));
    expect(ofEvent.getValue(key)).toBe("acme");
    expect(trace.getSpan(ofEvent)).toBeUndefined();
  });

  it.each([
    ["no trace", {}],
    ["a trace that is none", { traceparent: "00-nonsense" }],
    ["a number for a trace", { traceparent: 7 }],
  ])("has no span if its metadata has %s", (_, metadata) => {
    expect(trace.getSpan(contextOf({ metadata }))).toBeUndefined();
  });

  it("takes no baggage out of metadata, which somebody else may have written there", () => {
    const ofEvent = contextOf({ metadata: { baggage: "role=admin" } });
    expect(propagation.getBaggage(ofEvent)).toBeUndefined();
  });
});
