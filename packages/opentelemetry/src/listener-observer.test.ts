import {
  HandlerError,
  type Listener,
  MemoryEventStore,
  MemoryListenerStore,
  type RunningListeners,
  type StoredEvent,
  startListeners,
  uuidv7,
} from "@factum/core";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openTelemetryListenerObserver } from "./open-telemetry-listener-observer.js";
import { openMeter, useTelemetry } from "./test-support/use-telemetry.js";

const telemetry = useTelemetry();
const { tracer } = telemetry;

const shard = {
  "factum.listener.name": "WelcomeMail",
  "factum.listener.build": "welcome_mail_v1",
  "factum.listener.shard": 0,
};

describe("A listener that is watched", () => {
  let events: MemoryEventStore;
  let store: MemoryListenerStore;
  let measured: ReturnType<typeof openMeter>;
  let running: RunningListeners | undefined;

  beforeEach(() => {
    events = new MemoryEventStore();
    store = new MemoryListenerStore();
    measured = openMeter();
  });
  afterEach(() => running?.stop());

  it("has a span for each batch, in which its handlers run, with how far it led", async () => {
    await append("a", "b");
    const within: (string | undefined)[] = [];
    await start(async () => void within.push(trace.getActiveSpan()?.spanContext().spanId)).waitFor(2);
    await running?.stop();
    const span = telemetry.span("handle WelcomeMail");
    expect(span.attributes).toEqual({
      ...shard,
      "factum.event.count": 2,
      "factum.position.from": 0,
      "factum.position.to": 2,
      "factum.batch.result": "done",
    });
    expect(span.status).toEqual({ code: SpanStatusCode.UNSET });
    const { spanId } = span.spanContext();
    expect(within).toEqual([spanId, spanId]);
    const metrics = await measured.collect();
    expect(metrics["factum.listener.events"]).toMatchObject({
      unit: "{event}",
      points: [{ attributes: shard, value: 2 }],
    });
    expect(metrics["factum.listener.duration"]).toMatchObject({
      unit: "s",
      points: [{ attributes: { ...shard, "factum.batch.result": "done" }, value: { count: 1 } }],
    });
  });

  it("has failures counted, and told in the batch's span; dead letters too", async () => {
    await append("a", "b", "a");
    const broken = async ({ streamId }: StoredEvent) => {
      if (streamId === "order-a") throw new RangeError("no such address");
    };
    await start(broken, "park").waitFor(3);
    const span = telemetry.span("handle WelcomeMail");
    expect(span.attributes["factum.batch.result"]).toBe("done");
    expect(span.events).toMatchObject([
      { name: "factum.failure", attributes: { "factum.failure.attempt": 1, "error.type": "handler-failed" } },
    ]);
    const metrics = await measured.collect();
    expect(metrics["factum.listener.failures"]?.points).toMatchObject([
      { attributes: { ...shard, "error.type": "handler-failed" }, value: 1 },
    ]);
    expect(metrics["factum.listener.parked"]?.points).toMatchObject([{ attributes: shard, value: 2 }]);
  });

  it("that pauses says so in its last batch", async () => {
    await append("a");
    const broken = async () => {
      throw new RangeError("no such address");
    };
    await expect(start(broken).waitFor(1)).rejects.toMatchObject({ code: "listener-paused" });
    await running?.stop();
    expect(telemetry.span("handle WelcomeMail").attributes["factum.batch.result"]).toBe("paused");
    expect((await measured.collect())["factum.listener.events"]?.points ?? []).toEqual([]);
  });

  it("has the status of an error only for what ended a batch, which is tried again", async () => {
    await append("a");
    vi.spyOn(store, "advance").mockRejectedValueOnce(new Error("the database is away"));
    await start(async () => {}).waitFor(1);
    await running?.stop();
    const spans = telemetry
      .spans()
      .map(({ status, attributes }) => [status.message, attributes["factum.batch.result"]]);
    expect(spans).toEqual([
      ["the database is away", "failed"],
      [undefined, "done"],
    ]);
  });

  it("says how far behind it is and for how long, as long as it is run here", async () => {
    await append("a", "b");
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const begun = vi.fn(() => finished);
    const started = start(begun);
    await vi.waitFor(() => expect(begun).toHaveBeenCalled());
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(now + 60_000);
    onTestFinished(() => clock.mockRestore());
    const before = await measured.collect();
    expect(before["factum.listener.behind"]).toMatchObject({
      unit: "{event}",
      points: [{ attributes: shard, value: 2 }],
    });
    expect(before["factum.listener.waiting"]).toMatchObject({ unit: "s", points: [{ attributes: shard }] });
    expect(Number(before["factum.listener.waiting"]?.points[0]?.value)).toBeGreaterThanOrEqual(60);
    finish();
    await started.waitFor(2);
    await vi.waitFor(async () => {
      const after = await measured.collect();
      expect(after["factum.listener.behind"]?.points).toMatchObject([{ value: 0 }]);
      expect(after["factum.listener.waiting"]?.points).toMatchObject([{ value: 0 }]);
    });
  });

  it("is 0 behind, as far as this process knows, once it has left it to another one", async () => {
    await append("a", "b");
    const broken = async () => {
      throw new RangeError("no such address");
    };
    await expect(start(broken).waitFor(2)).rejects.toMatchObject({ code: "listener-paused" });
    await running?.stop();
    const after = await measured.collect();
    for (const gauge of ["factum.listener.behind", "factum.listener.waiting"]) {
      expect(after[gauge]?.points).toMatchObject([{ attributes: shard, value: 0 }]);
    }
  });

  it("is handled as ever without an SDK", async () => {
    await append("a");
    const handled = vi.fn(async () => {});
    running = startListeners([listener(handled)], { events, store, observer: openTelemetryListenerObserver() });
    await running.waitFor(1);
    expect(handled).toHaveBeenCalledOnce();
  });

  /** Has no patience: an event is tried once. */
  function listener(
    handle: (event: StoredEvent) => Promise<void>,
    onFailure: Listener["onFailure"] = "pause",
  ): Listener {
    const title = "WelcomeMail";
    return {
      title,
      onFailure,
      retry: { attempts: 1 },
      resolve: async () => [
        {
          declaration: { name: "welcome_mail_v1", kind: "reaction", shards: 1, tables: [] },
          keysOf: ({ streamId }) => [streamId],
          async apply({ move, events: batch, wants }) {
            for (const event of batch) {
              const key = event.streamId;
              if (wants?.(key, event.position) === false) continue;
              await handle(event).catch((cause: unknown) => {
                throw new HandlerError({ listener: title, event, key, cause });
              });
            }
            return store.advance(move);
          },
        },
      ],
    };
  }

  function start(...args: Parameters<typeof listener>): RunningListeners {
    const observer = openTelemetryListenerObserver({ tracer, meter: measured.meter });
    running = startListeners([listener(...args)], { events, store, observer, pollMs: 10 });
    return running;
  }

  /** An event to each of these orders. */
  async function append(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const event = { eventId: uuidv7(), type: "Placed", schemaVersion: 1, data: {}, metadata: {} };
      await events.append({ streamId: `order-${id}`, expectedVersion: "any", events: [event] });
    }
  }
});
