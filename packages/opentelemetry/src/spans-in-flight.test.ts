import { INVALID_SPAN_CONTEXT, trace } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { SpansInFlight } from "./spans-in-flight.js";
import { useTelemetry } from "./test-support/use-telemetry.js";

const { tracer, span } = useTelemetry();

describe("Spans in flight", () => {
  it("forget a span whose command was answered, while others of its stream still wait", () => {
    const inFlight = new SpansInFlight();
    const [answered, waiting] = [tracer.startSpan("answered"), tracer.startSpan("waiting")];
    const conflict = { streamId: "training-1", attempt: 1, expected: 1, actual: 2 };
    inFlight.add(["training-1"], answered);
    inFlight.add(["training-1"], waiting);
    inFlight.conflicted(conflict);
    expect(inFlight.remove(["training-1"], answered)).toBe(1);
    inFlight.conflicted({ ...conflict, attempt: 2 });
    expect(inFlight.remove(["training-1"], answered)).toBe(0);
    expect(inFlight.remove(["training-1"], waiting)).toBe(2);

    answered.end();
    waiting.end();
    expect([span("answered").events.length, span("waiting").events.length]).toEqual([1, 2]);
    expect(inFlight.size).toBe(0);
  });

  it("get the conflicts of all streams that they wait for, and count them together", () => {
    const inFlight = new SpansInFlight();
    const joint = tracer.startSpan("joint");
    inFlight.add(["training-1", "course-7"], joint);
    for (const streamId of ["training-1", "course-7", "course-8"]) {
      inFlight.conflicted({ streamId, attempt: 1, expected: 1, actual: 2 });
    }
    expect(inFlight.remove(["training-1", "course-7"], joint)).toBe(2);
    joint.end();
    expect(span("joint").events).toHaveLength(2);
    expect(inFlight.size).toBe(0);
  });

  it("that are not recorded are not kept", () => {
    const inFlight = new SpansInFlight();
    const unsampled = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    inFlight.add(["training-1"], unsampled);
    expect(inFlight.size).toBe(0);
    expect(inFlight.remove(["training-1"], unsampled)).toBe(0);
  });
});
