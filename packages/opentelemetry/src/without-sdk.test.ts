import { type EventMetadata, MemoryEventStore, uuidv7 } from "@factum/core";
import { trace } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { contextOf } from "./context-of.js";
import { openTelemetryObserver } from "./open-telemetry-observer.js";
import { arrayOf } from "./test-support/array-of.js";
import { accepted, startVideo } from "./test-support/outcomes.js";
import { tracedEventStore } from "./traced-event-store.js";

describe("Without an SDK", () => {
  it("a command is handled as ever, and no metadata is added to its events", async () => {
    const observer = openTelemetryObserver();
    const given: EventMetadata[] = [];
    const outcome = await observer.around?.(startVideo, async (metadata) => {
      given.push(metadata);
      observer.loaded?.({ streamId: "training-1", from: "cache", events: 0 });
      observer.appended?.({ streamId: "training-1", commands: 1, events: 1, result: "conflict" });
      observer.conflicted?.({ streamId: "training-1", attempt: 1, expected: 1, actual: 2 });
      return accepted;
    });
    expect(outcome).toBe(accepted);
    expect(given).toEqual([{}]);
  });

  it("a traced store does what the store does", async () => {
    const store = tracedEventStore(new MemoryEventStore());
    const event = { eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} };
    expect(await store.append({ streamId: "training-1", expectedVersion: 0, events: [event] })).toEqual({
      status: "stored",
      version: 1,
      position: 1,
    });
    const read = await arrayOf(store.readStream("training-1"));
    expect(read).toMatchObject([event]);
  });

  it("an event leads to no trace", () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    expect(trace.getSpan(contextOf({ metadata: { traceparent } }))).toBeUndefined();
  });
});
