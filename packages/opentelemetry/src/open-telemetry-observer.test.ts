import {
  type AnyOutcome,
  type CommandObserver,
  ConflictError,
  type EventMetadata,
  type ObservedCommand,
} from "@factum/core";
import { context, propagation, type SpanContext, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openTelemetryObserver } from "./open-telemetry-observer.js";
import { SpansInFlight } from "./spans-in-flight.js";
import { answerLater } from "./test-support/answer-later.js";
import { accepted, jointlyAccepted, jointlyRejected, rejected, startVideo, swap } from "./test-support/outcomes.js";
import { useTelemetry } from "./test-support/use-telemetry.js";

const telemetry = useTelemetry();
const { tracer, meter } = telemetry;
const name = "StartVideo Training";

function around(
  handle: (metadata: EventMetadata) => Promise<AnyOutcome>,
  command: ObservedCommand = startVideo,
  observer: CommandObserver = openTelemetryObserver({ tracer, meter }),
): Promise<AnyOutcome> {
  return observer.around?.(command, handle) ?? Promise.reject(new Error("It watches no commands."));
}

const traceparentOf = ({ traceId, spanId }: SpanContext) => `00-${traceId}-${spanId}-01`;

describe("The span of a command", () => {
  it("that is accepted says what it came to, and has no status, as is usual for success", async () => {
    expect(await around(async () => accepted)).toBe(accepted);
    const span = telemetry.span(name);
    expect(span).toMatchObject({ kind: SpanKind.INTERNAL, status: { code: SpanStatusCode.UNSET }, events: [] });
    expect(span.attributes).toEqual({
      "factum.aggregate": "Training",
      "factum.command.name": "StartVideo",
      "factum.stream.id": "training-1",
      "factum.command.outcome": "accepted",
      "factum.command.conflict_count": 0,
      "factum.event.count": 1,
      "factum.stream.version": 3,
    });
  });

  it("that is rejected names the rejection, and is no error", async () => {
    expect(await around(async () => rejected)).toBe(rejected);
    const span = telemetry.span(name);
    expect(span).toMatchObject({ status: { code: SpanStatusCode.UNSET }, events: [] });
    expect(span.attributes).toMatchObject({
      "factum.command.outcome": "rejected",
      "factum.rejection.name": "RegistrationWasCanceled",
      "factum.event.count": 0,
      "factum.stream.version": 2,
    });
  });

  it("has the command's id where there is one", async () => {
    await around(async () => accepted, { ...startVideo, commandId: "0198c000-0000-7000-8000-000000000001" });
    expect(telemetry.span(name).attributes["factum.command.id"]).toBe("0198c000-0000-7000-8000-000000000001");
  });

  const conflict = new ConflictError({ streamId: "training-1", expected: 2, actual: 3, attempts: 50 });
  it.each([
    ["an error of Factum by its code", conflict, "conflict", conflict.message],
    ["another error by its name", new TypeError("x is no function"), "TypeError", "x is no function"],
    ["an error of the database by its code", Object.assign(new Error("no"), { code: "42501" }), "42501", "no"],
    ["what is no error as other", "why not", "_OTHER", "why not"],
    ["nor even a text as other", Object.create(null), "_OTHER", "[Object: null prototype] {}"],
  ])("that fails has the status of an error, and names %s", async (_, thrown, type, message) => {
    const failed = around(async () => {
      throw thrown;
    });
    await expect(failed).rejects.toBe(thrown);
    const span = telemetry.span(name);
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message });
    expect(span.attributes).toMatchObject({ "factum.command.outcome": "failed", "error.type": type });
    expect(span.events).toMatchObject([{ name: "exception", attributes: { "exception.message": message } }]);
  });

  it("that was decided jointly has all of its streams, their versions in the same order, and the events of all", async () => {
    expect(await around(async () => jointlyAccepted, swap)).toBe(jointlyAccepted);
    const { attributes } = telemetry.span("SwapVideos Swap");
    expect(attributes).toEqual({
      "factum.aggregate": "Swap",
      "factum.command.name": "SwapVideos",
      "factum.stream.ids": ["training-1", "course-7"],
      "factum.command.outcome": "accepted",
      "factum.command.conflict_count": 0,
      "factum.event.count": 3,
      "factum.stream.versions": [3, 9],
    });
  });

  it("that was decided jointly and rejected says on which versions, and has no event", async () => {
    await around(async () => jointlyRejected, swap);
    expect(telemetry.span("SwapVideos Swap").attributes).toMatchObject({
      "factum.command.outcome": "rejected",
      "factum.rejection.name": "RegistrationWasCanceled",
      "factum.event.count": 0,
      "factum.stream.versions": [2, 8],
    });
  });

  it("lasts until the command is answered", async () => {
    const { handle, answer } = answerLater();
    const handled = around(handle);
    await Promise.resolve();
    expect(telemetry.spans()).toEqual([]);
    answer(accepted);
    await handled;
    expect(telemetry.spans()).toHaveLength(1);
  });

  it("is the child of the span in which the command is handled, and the parent of those within it", async () => {
    await tracer.startActiveSpan("POST /videos", async (request) => {
      await around(async () => {
        await Promise.resolve();
        tracer.startSpan("append").end();
        return accepted;
      });
      request.end();
    });
    const command = telemetry.span(name);
    expect(command.parentSpanContext?.spanId).toBe(telemetry.span("POST /videos").spanContext().spanId);
    expect(telemetry.span("append").parentSpanContext?.spanId).toBe(command.spanContext().spanId);
  });
});

describe("The metadata that goes with a command", () => {
  it("is the trace of its span, in the form of the W3C", async () => {
    let metadata: EventMetadata = {};
    await around(async (given) => {
      metadata = given;
      return accepted;
    });
    expect(metadata).toEqual({ traceparent: traceparentOf(telemetry.span(name).spanContext()) });
  });

  it("has the trace state of whoever called, and no baggage: events are kept for good", async () => {
    const carrier = {
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      tracestate: "vendor=opaque",
      baggage: "email=ada@example.org",
    };
    let metadata: EventMetadata = {};
    await context.with(propagation.extract(context.active(), carrier), () =>
      around(async (given) => {
        metadata = given;
        return accepted;
      }),
    );
    const own = telemetry.span(name).spanContext();
    expect(own.traceId).toBe("0af7651916cd43dd8448eb211c80319c");
    expect(metadata).toEqual({ traceparent: traceparentOf(own), tracestate: "vendor=opaque" });
  });
});

describe("A conflict", () => {
  const conflict = (streamId: string, attempt: number) => ({
    streamId,
    attempt,
    expected: attempt,
    actual: attempt + 1,
  });

  it("is an event of every span that waits for its stream, and of no other", async () => {
    const observer = openTelemetryObserver({ tracer, meter });
    const { handle, answer } = answerLater();
    const waiting = [
      around(handle, { ...startVideo, command: "First" }, observer),
      around(handle, { ...startVideo, command: "Second" }, observer),
      around(handle, { ...startVideo, command: "Elsewhere", streamIds: ["training-2"] }, observer),
    ];
    observer.conflicted?.(conflict("training-1", 1));
    waiting.push(around(handle, { ...startVideo, command: "Late" }, observer));
    observer.conflicted?.(conflict("training-1", 2));
    answer(accepted);
    await Promise.all(waiting);
    observer.conflicted?.(conflict("training-1", 3));

    const attemptsOf = (command: string) =>
      telemetry.span(`${command} Training`).events.map(({ attributes }) => attributes?.["factum.conflict.attempt"]);
    expect(["First", "Second", "Elsewhere", "Late"].map(attemptsOf)).toEqual([[1, 2], [1, 2], [], [2]]);
    expect(telemetry.span("First Training").events[0]).toMatchObject({
      name: "factum.conflict",
      attributes: {
        "factum.conflict.attempt": 1,
        "factum.conflict.expected_version": 1,
        "factum.conflict.actual_version": 2,
      },
    });
    expect(telemetry.span("Second Training").attributes["factum.command.conflict_count"]).toBe(2);
  });
});

describe("The observer", () => {
  it("keeps no span of a command that was answered, whatever the answer", async () => {
    const add = vi.spyOn(SpansInFlight.prototype, "add");
    onTestFinished(() => add.mockRestore());
    const observer = openTelemetryObserver({ tracer, meter });
    const { handle, answer } = answerLater();
    const waiting = [
      around(handle, startVideo, observer),
      around(handle, startVideo, observer),
      around(handle, { ...startVideo, streamIds: ["training-2"] }, observer),
    ];
    const joint = around(async () => jointlyAccepted, swap, observer);
    const failed = around(() => Promise.reject(new Error("the store is gone")), startVideo, observer);
    const [inFlight] = add.mock.contexts as SpansInFlight[];
    expect(inFlight?.size).toBe(3);

    observer.conflicted?.({ streamId: "training-1", attempt: 1, expected: 1, actual: 2 });
    await expect(failed).rejects.toThrow("the store is gone");
    answer(accepted);
    await Promise.all([...waiting, joint]);
    expect(inFlight?.size).toBe(0);
  });
});

describe("Without a tracer of its own, the observer", () => {
  it("uses the global provider's, which may be registered after it", async () => {
    const observer = openTelemetryObserver({ meter });
    trace.setGlobalTracerProvider({ getTracer: () => tracer });
    await around(async () => accepted, startVideo, observer);
    trace.disable();
    expect(telemetry.span(name).ended).toBe(true);
  });
});
