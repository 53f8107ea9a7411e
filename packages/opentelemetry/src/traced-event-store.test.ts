import {
  type Append,
  type EventStore,
  InvalidDataError,
  MemoryEventStore,
  type StoredEvent,
  uuidv7,
} from "@factum/core";
import { eventStoreContract } from "@factum/testing/contract";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { describe, expect, it, vi } from "vitest";
import type { TracedEventStoreOptions } from "./store-spans.js";
import { arrayOf } from "./test-support/array-of.js";
import { useTelemetry } from "./test-support/use-telemetry.js";
import { tracedEventStore } from "./traced-event-store.js";

const telemetry = useTelemetry();
const { tracer } = telemetry;

const traced = (options?: TracedEventStoreOptions) => tracedEventStore(new MemoryEventStore(), { tracer, ...options });
const anEvent = () => ({ eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} });
const appendTo = (streamId: string, expectedVersion = 0, events = 1): Append => ({
  streamId,
  expectedVersion,
  events: Array.from({ length: events }, anEvent),
});

eventStoreContract({
  name: "A traced MemoryEventStore",
  open: async () => {
    const store = traced();
    return { store, another: store, close: async () => {} };
  },
  modelRuns: 100,
});

describe("The span of a call", () => {
  it("is a client's, and says which database and which operation by the semantic conventions", async () => {
    await traced({ namespace: "shop|factum" }).append(appendTo("training-1", 0, 2));
    const span = telemetry.span("append shop|factum");
    expect(span).toMatchObject({ kind: SpanKind.CLIENT, status: { code: SpanStatusCode.UNSET } });
    expect(span.attributes).toEqual({
      "db.system.name": "postgresql",
      "db.namespace": "shop|factum",
      "db.operation.name": "append",
      "factum.stream.id": "training-1",
      "factum.stream.version": 2,
      "factum.event.count": 2,
      "factum.append.result": "stored",
    });
  });

  it("names another database if it is told to", async () => {
    await traced({ system: "memory" }).safePosition();
    expect(telemetry.span("safePosition").attributes).toEqual({
      "db.system.name": "memory",
      "db.operation.name": "safePosition",
    });
  });

  it("that met a conflict says so, and is no error", async () => {
    await traced().append(appendTo("training-1", 7));
    const span = telemetry.span("append");
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(span.attributes).toMatchObject({ "factum.append.result": "conflict", "factum.stream.version": 0 });
  });

  it("that failed has the status of an error, and says of which kind", async () => {
    await expect(traced().append(appendTo("nonsense"))).rejects.toThrow(InvalidDataError);
    const span = telemetry.span("append");
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
    expect(span.attributes["error.type"]).toBe("invalid-data");
    expect(span.events).toMatchObject([{ name: "exception" }]);
  });

  it.each([
    ["append", (store: EventStore) => store.append(null as never)],
    ["appendAll", (store: EventStore) => store.appendAll(null as never)],
    ["appendAll, with one", (store: EventStore) => store.appendAll([null as never])],
    [
      "append, without events",
      (store: EventStore) => store.append({ ...appendTo("training-1"), events: null as never }),
    ],
  ])("for what JavaScript hands to %s leaves the refusal to the store", async (_, call) => {
    await expect(call(traced())).rejects.toThrow(InvalidDataError);
    expect(telemetry.spans()).toMatchObject([{ attributes: { "error.type": "invalid-data" } }]);
  });

  it("to several streams has their number, and one result for all of them", async () => {
    const store = traced();
    const both = [appendTo("training-1"), appendTo("training-2")];
    await store.appendAll(both);
    await store.appendAll(both);
    await store.appendAll([appendTo("training-3"), appendTo("training-1")]);
    expect(telemetry.spans().map(({ name, attributes }) => [name, attributes])).toEqual(
      ["stored", "duplicate", "conflict"].map((result) => [
        "BATCH append",
        {
          "db.system.name": "postgresql",
          "db.operation.name": "BATCH append",
          "db.operation.batch.size": 2,
          "factum.append.result": result,
        },
      ]),
    );
  });

  it("to several streams that are only one is that of a single append", async () => {
    await traced().appendAll([appendTo("training-1")]);
    const { attributes } = telemetry.span("append");
    expect(attributes).toMatchObject({ "db.operation.name": "append", "factum.stream.id": "training-1" });
    expect(attributes).not.toHaveProperty("db.operation.batch.size");
  });

  it("that holds a stream is the wait for it; what the holder does has spans of its own", async () => {
    const store = new MemoryEventStore();
    const release = vi.fn(async () => {});
    const held = {
      append: (append: Append) => store.append(append),
      appendAll: (appends: readonly Append[]) => store.appendAll(appends),
      readStream: (streamId: string) => store.readStream(streamId),
      release,
    };
    const holding = tracedEventStore(Object.assign(store, { hold: async (_: string) => held }), { tracer });
    const given = await holding.hold("training-1");
    expect(telemetry.span("hold").attributes).toMatchObject({ "factum.stream.id": "training-1" });
    await given.append(appendTo("training-1"));
    expect(telemetry.span("append").attributes).toMatchObject({ "factum.append.result": "stored" });
    await given.release();
    expect(release).toHaveBeenCalledOnce();
    expect("hold" in traced()).toBe(false);
  });

  it("that reads a batch has the number of its events", async () => {
    const store = traced();
    await store.append(appendTo("training-1", 0, 3));
    await store.readBatch({ after: 0, upTo: 3, limit: 2 });
    expect(telemetry.span("readBatch").attributes["factum.event.count"]).toBe(2);
  });

  it("has its caller's span as parent, and is the parent of what the store does", async () => {
    const inner = new MemoryEventStore();
    inner.safePosition = async () => {
      tracer.startSpan("query").end();
      return 0;
    };
    await tracer.startActiveSpan("command", async (command) => {
      await tracedEventStore(inner, { tracer }).safePosition();
      command.end();
    });
    const call = telemetry.span("safePosition");
    expect(call.parentSpanContext?.spanId).toBe(telemetry.span("command").spanContext().spanId);
    expect(telemetry.span("query").parentSpanContext?.spanId).toBe(call.spanContext().spanId);
  });

  it("is left out where there is no parent, if one is required", async () => {
    const store = traced({ requireParentSpan: true });
    await store.safePosition();
    await arrayOf(store.readStream("training-1"));
    expect(telemetry.spans()).toEqual([]);

    await tracer.startActiveSpan("listener", async (listener) => {
      await store.safePosition();
      listener.end();
    });
    expect(telemetry.spans().map(({ name }) => name)).toEqual(["safePosition", "listener"]);
  });
});

describe("The span of reading a stream", () => {
  async function filled(): Promise<EventStore> {
    const store = new MemoryEventStore();
    await store.append(appendTo("training-1", 0, 3));
    return tracedEventStore(store, { tracer });
  }
  const named = () => telemetry.spans().filter(({ name }) => name === "readStream");

  it("begins with the first event that is asked for, and ends after the last", async () => {
    const events = (await filled()).readStream("training-1")[Symbol.asyncIterator]();
    expect(named()).toEqual([]);
    for (let version = 1; version <= 3; version++) {
      expect(await events.next()).toMatchObject({ value: { version } });
      expect(named()).toEqual([]);
    }
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(telemetry.span("readStream").attributes).toMatchObject({
      "db.operation.name": "readStream",
      "factum.stream.id": "training-1",
      "factum.event.count": 3,
    });
  });

  it("ends when the reader has enough, and is no error; the store is told to stop too", async () => {
    let stopped = false;
    const store = new MemoryEventStore();
    await store.append(appendTo("training-1", 0, 3));
    const { readStream } = store;
    store.readStream = async function* (...args) {
      try {
        yield* readStream.apply(store, args);
      } finally {
        stopped = true;
      }
    };
    for await (const { version } of tracedEventStore(store, { tracer }).readStream("training-1")) {
      if (version === 2) break;
    }
    expect(stopped).toBe(true);
    const span = telemetry.span("readStream");
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(span.attributes["factum.event.count"]).toBe(2);
  });

  it("ends when the reader fails, whose error it is not", async () => {
    const reading = (async () => {
      for await (const _ of (await filled()).readStream("training-1")) throw new Error("The reader failed.");
    })();
    await expect(reading).rejects.toThrow("The reader failed.");
    expect(telemetry.span("readStream").status.code).toBe(SpanStatusCode.UNSET);
  });

  it("ends when the store fails, with the status of an error", async () => {
    const failing = new MemoryEventStore();
    failing.readStream = async function* (): AsyncGenerator<StoredEvent> {
      yield* [];
      throw new TypeError("The store failed.");
    };
    const reading = arrayOf(tracedEventStore(failing, { tracer }).readStream("training-1"));
    await expect(reading).rejects.toThrow("The store failed.");
    const span = telemetry.span("readStream");
    expect(span).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { "error.type": "TypeError" } });
  });

  it("is active in the store, and not in the reader", async () => {
    const active: unknown[] = [];
    const store = new MemoryEventStore();
    await store.append(appendTo("training-1", 0, 2));
    const { readStream } = store;
    store.readStream = async function* (...args) {
      for await (const event of readStream.apply(store, args)) {
        active.push(trace.getActiveSpan()?.spanContext().spanId);
        yield event;
      }
    };
    const readers: unknown[] = [];
    await tracer.startActiveSpan("reader", async (reader) => {
      for await (const _ of tracedEventStore(store, { tracer }).readStream("training-1")) {
        readers.push(trace.getActiveSpan());
      }
      expect(readers).toEqual([reader, reader]);
      reader.end();
    });
    const { spanId } = telemetry.span("readStream").spanContext();
    expect(active).toEqual([spanId, spanId]);
  });
});

describe("What a store can do beyond the port", () => {
  class RicherStore extends MemoryEventStore {
    readonly #opened = "today";
    readonly label = "richer";
    get opened() {
      return this.#opened;
    }
    onInterruption(callback: () => void): () => void {
      callback();
      return () => this.#opened;
    }
  }

  it("is handed on as it is, and what it cannot do is still not there", () => {
    const store = tracedEventStore(new RicherStore(), { tracer });
    const interrupted = vi.fn();
    const unsubscribe = store.onInterruption(interrupted);
    expect([unsubscribe(), store.label, store.opened]).toEqual(["today", "richer", "today"]);
    expect(interrupted).toHaveBeenCalledOnce();
    expect("onInterruption" in store).toBe(true);
    expect("onInterruption" in traced()).toBe(false);
    expect((traced() as EventStore).onInterruption).toBeUndefined();
  });

  it("is handed on by a store that is frozen, too", async () => {
    const inner = new MemoryEventStore();
    const frozen = Object.freeze({
      append: inner.append.bind(inner),
      appendAll: inner.appendAll.bind(inner),
      readStream: inner.readStream.bind(inner),
      readBatch: inner.readBatch.bind(inner),
      safePosition: inner.safePosition.bind(inner),
      close: async () => "closed",
    });
    const store = tracedEventStore(frozen, { tracer });
    expect(await store.close()).toBe("closed");
    expect(await store.safePosition()).toBe(0);
  });
});
