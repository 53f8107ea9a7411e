import { type Append, createCommandHandler, type EventStore, MemoryEventStore, uuidv7 } from "@factum/core";
import { trace } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { contextOf } from "./context-of.js";
import { openTelemetryObserver } from "./open-telemetry-observer.js";
import { bothSwitches, lightSwitch, turnBothOn, turnOn } from "./test-support/switch.js";
import { openMeter, useTelemetry } from "./test-support/use-telemetry.js";
import { tracedEventStore } from "./traced-event-store.js";

const telemetry = useTelemetry();
const { tracer } = telemetry;

/** Command handling as an application wires it, on a store of which only the calls of commands are traced. */
function wired(store: EventStore = new MemoryEventStore()) {
  const { meter, collect } = openMeter();
  const observer = openTelemetryObserver({ tracer, meter });
  const handle = createCommandHandler({ store: tracedEventStore(store, { tracer }), observer });
  return { store, handle, collect };
}

const anEvent = () => ({ eventId: uuidv7(), type: "TurnedOn", schemaVersion: 1, data: {}, metadata: {} });

/** A store in which somebody else turns the switch on just before the first append. */
class RacingStore extends MemoryEventStore {
  #raced = false;

  override async append(append: Append) {
    if (!this.#raced) {
      this.#raced = true;
      await super.append({ ...append, events: [anEvent()] });
    }
    return super.append(append);
  }

  override async appendAll(appends: readonly Append[]) {
    const [first] = appends;
    if (!this.#raced && first !== undefined && appends.length > 1) {
      this.#raced = true;
      await super.append({ ...first, events: [anEvent()] });
    }
    return super.appendAll(appends);
  }
}

describe("A command that is handled with the observer", () => {
  it("leaves its trace in the stored events, which leads back to its span", async () => {
    const { store, handle } = wired();
    await handle(lightSwitch, "a", turnOn, { metadata: { correlationId: "c" } });
    const [event] = await store.readBatch({ after: 0, upTo: 1, limit: 1 });
    expect(event?.metadata).toMatchObject({ correlationId: "c", traceparent: expect.any(String) });

    const { spanId, traceId } = telemetry.span("TurnOn Switch").spanContext();
    expect(trace.getSpanContext(contextOf(event ?? { metadata: {} }))).toMatchObject({ spanId, traceId });
  });

  it("is the parent of the store's spans", async () => {
    await wired().handle(lightSwitch, "a", turnOn);
    const { spanId } = telemetry.span("TurnOn Switch").spanContext();
    expect(telemetry.span("append").parentSpanContext?.spanId).toBe(spanId);
    expect(telemetry.span("readStream").parentSpanContext?.spanId).toBe(spanId);
  });

  it("that meets a conflict and is rejected then has both in its span and in the metrics", async () => {
    const { handle, collect } = wired(new RacingStore());
    expect(await handle(lightSwitch, "a", turnOn)).toMatchObject({ accepted: false, rejection: { name: "IsOn" } });
    const span = telemetry.span("TurnOn Switch");
    expect(span.attributes).toMatchObject({
      "factum.command.outcome": "rejected",
      "factum.rejection.name": "IsOn",
      "factum.command.conflict_count": 1,
    });
    expect(span.events).toMatchObject([{ name: "factum.conflict" }]);
    expect((await collect())["factum.command.conflicts"]).toMatchObject({ points: [{ value: 1 }] });
  });

  it("that waited for another one has its own calls of the store in its own trace", async () => {
    const store = new MemoryEventStore();
    const underWay = new Promise<void>((resolve) => {
      const append = store.append.bind(store);
      store.append = (...given) => {
        resolve();
        return append(...given);
      };
    });
    const { handle } = wired(store);
    const first = tracer.startActiveSpan("first request", (span) => {
      const handled = handle(lightSwitch, "a", turnOn);
      span.end();
      return handled;
    });
    await underWay;
    const second = tracer.startActiveSpan("second request", (span) => {
      const handled = handle(lightSwitch, "a", turnOn);
      span.end();
      return handled;
    });
    await Promise.all([first, second]);
    const tracesOf = (name: string) =>
      telemetry
        .spans()
        .filter((span) => span.name === name)
        .map((span) => span.spanContext().traceId);
    const requests = [...tracesOf("first request"), ...tracesOf("second request")];
    expect(tracesOf("append")).toEqual(requests);
  });
});

describe("A joint decision that is handled with the observer", () => {
  it("leaves one trace in the events of all of its streams, and the store's spans in it", async () => {
    const { store, handle } = wired();
    await handle.together(bothSwitches, { left: "a", right: "b" }, turnBothOn);
    const { spanId, traceId } = telemetry.span("TurnBothOn Switches").spanContext();
    const events = await store.readBatch({ after: 0, upTo: 2, limit: 2 });
    expect(events.map((event) => trace.getSpanContext(contextOf(event)))).toMatchObject([
      { spanId, traceId },
      { spanId, traceId },
    ]);
    expect(telemetry.span("BATCH append").parentSpanContext?.spanId).toBe(spanId);
    expect(telemetry.span("TurnBothOn Switches").attributes).toMatchObject({
      "factum.stream.ids": ["switch-a", "switch-b"],
      "factum.stream.versions": [1, 1],
      "factum.event.count": 2,
    });
  });

  it("that meets a conflict has it in its span", async () => {
    const { handle } = wired(new RacingStore());
    await handle.together(bothSwitches, { left: "a", right: "b" }, turnBothOn);
    const span = telemetry.span("TurnBothOn Switches");
    expect(span.attributes).toMatchObject({ "factum.command.conflict_count": 1, "factum.stream.versions": [1, 1] });
  });
});

describe("What is measured of command handling", () => {
  it("tells states that were in memory from those that were read, and counts every stored event once", async () => {
    const { handle, collect } = wired();
    const commandId = uuidv7();
    await handle(lightSwitch, "a", turnOn, { commandId });
    await handle(lightSwitch, "a", turnOn, { commandId });
    await handle(lightSwitch, "c", turnOn);
    await handle(lightSwitch, "c", turnOn);
    await handle.together(bothSwitches, { left: "c", right: "b" }, turnBothOn);
    const metrics = await collect();
    expect(metrics["factum.append.events"]?.points).toMatchObject([{ value: 3 }]);
    const loads = metrics["factum.load.events"]?.points ?? [];
    expect(loads.map(({ attributes, value }) => [attributes["factum.load.source"], value])).toMatchObject([
      ["beginning", { count: 3, sum: 0 }],
      ["cache", { count: 3, sum: 0 }],
    ]);
  });
});
