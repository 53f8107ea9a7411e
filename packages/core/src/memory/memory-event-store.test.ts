import { describe, expect, it, vi } from "vitest";
import { uuidv7 } from "../values/uuidv7.js";
import { MemoryEventStore } from "./memory-event-store.js";
import { MemoryNotifier } from "./memory-notifier.js";

// The contract of every event store is tested in @factum/testing; this is what the one in memory has beyond it.
describe("MemoryEventStore", () => {
  const anEvent = () => ({ eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} });

  it("takes the time from its clock", async () => {
    const store = new MemoryEventStore({ clock: { now: () => "2030-01-01T00:00:00.000Z" } });
    await store.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
    const [stored] = await store.readBatch({ after: 0, upTo: 1, limit: 1 });
    expect(stored?.recordedAt).toBe("2030-01-01T00:00:00.000Z");
  });

  it("notifies once for a call that stored something, and never for one that did not", async () => {
    const notifier = { notify: vi.fn(), subscribe: () => () => {} };
    const store = new MemoryEventStore({ notifier });
    const append = { streamId: "a-1", expectedVersion: 0, events: [anEvent()] };
    await store.append(append);
    expect(notifier.notify).toHaveBeenCalledTimes(1);
    await store.appendAll(["a-2", "a-3"].map((streamId) => ({ streamId, expectedVersion: 0, events: [anEvent()] })));
    expect(notifier.notify).toHaveBeenCalledTimes(2);

    await store.append(append);
    await store.append({ streamId: "a-1", expectedVersion: 9, events: [anEvent()] });
    await store.append({ streamId: "a-1", expectedVersion: 1, events: [] });
    await store.appendAll([append, { streamId: "a-4", expectedVersion: 0, events: [anEvent()] }]);
    expect(notifier.notify).toHaveBeenCalledTimes(2);
  });

  it("leaves no trace of what it did not store: the next event takes the next position", async () => {
    const store = new MemoryEventStore();
    await store.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
    await store.appendAll([
      { streamId: "a-1", expectedVersion: 1, events: [anEvent(), anEvent()] },
      { streamId: "a-2", expectedVersion: 0, events: [anEvent()] },
      { streamId: "a-3", expectedVersion: 1, events: [anEvent()] },
    ]);
    expect(await store.safePosition()).toBe(1);
    const next = await store.append({ streamId: "a-2", expectedVersion: "no-stream", events: [anEvent()] });
    expect(next).toEqual({ status: "stored", version: 1, position: 2 });
  });

  it("wakes subscribers after the append, so that nothing of theirs reaches whoever appends", async () => {
    const notifier = new MemoryNotifier();
    const order: string[] = [];
    notifier.subscribe(() => order.push("woken"));
    notifier.notify();
    order.push("notified");
    await Promise.resolve();
    expect(order).toEqual(["notified", "woken"]);
  });
});
