import { describe, expect, it } from "vitest";
import { createCommandHandler } from "../command/handle-command.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import type { StoredEvent } from "../ports/event-store.js";
import { counter, counters } from "../test-support/counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { readModelListener, UnwantedEventError } from "./read-model-listener.js";

describe("A read model's listener", () => {
  async function somethingHappened() {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", { type: "Count", data: { by: 2 } });
    await handle(counter, "b", { type: "Count", data: { by: 3 } });
    await handle(counter, "a", { type: "Close", data: {} });
    return store.readBatch({ after: 0, upTo: 3, limit: 3 });
  }

  it("asks for the events that the model names", () => {
    expect(readModelListener(counters, new MemoryReadModelStore()).sources).toEqual([
      { category: "counter", types: ["Counted", "Closed"] },
    ]);
  });

  it("writes rows and checkpoint, batch by batch", async () => {
    const store = new MemoryReadModelStore();
    const listener = readModelListener(counters, store);
    const events = await somethingHappened();
    expect(await listener.prepare()).toBe(0);

    expect(await listener.apply({ from: 0, to: 2, events: events.slice(0, 2) })).toBe(true);
    expect(await store.query(counters.table, {})).toEqual([
      { id: "a", count: 2, events: 1 },
      { id: "b", count: 3, events: 1 },
    ]);
    expect(await listener.apply({ from: 2, to: 9, events: events.slice(2) })).toBe(true);
    expect(await store.query(counters.table, {})).toEqual([{ id: "b", count: 3, events: 1 }]);
    expect(await listener.prepare()).toBe(9);
  });

  it("changes nothing when its checkpoint has moved on", async () => {
    const store = new MemoryReadModelStore();
    const listener = readModelListener(counters, store);
    const events = await somethingHappened();
    await listener.prepare();
    await listener.apply({ from: 0, to: 3, events });
    expect(await listener.apply({ from: 0, to: 3, events })).toBe(false);
    expect(await store.query(counters.table, {})).toEqual([{ id: "b", count: 3, events: 1 }]);
  });

  it("begins again after a reset", async () => {
    const store = new MemoryReadModelStore();
    const listener = readModelListener(counters, store);
    await listener.prepare();
    await listener.apply({ from: 0, to: 3, events: await somethingHappened() });
    await listener.reset();
    expect(await listener.prepare()).toBe(0);
    expect(await store.query(counters.table, {})).toEqual([]);
  });

  it("refuses an event of a category that the model does not name", async () => {
    const listener = readModelListener(counters, new MemoryReadModelStore());
    await listener.prepare();
    const [event] = await somethingHappened();
    const foreign = event === undefined ? [] : [{ ...event, streamId: "order-1" }];
    await expect(listener.apply({ from: 0, to: 1, events: foreign })).rejects.toThrow(
      'Counters was given an event of "order-1" (position 1), whose category it does not follow.',
    );
  });
});

describe("A read model's listener that meets an event of a newer build", () => {
  it.each([
    ["schema version", { schemaVersion: 2 }, 'No schema for event "Counted" (schema version 2) of category "counter"'],
    ["type", { type: "Recounted" }, 'No schema for event "Recounted" (schema version 1) of category "counter"'],
  ])("refuses an unknown %s, says the way out, and changes nothing", async (_, unknown, message) => {
    const store = new MemoryReadModelStore();
    const listener = readModelListener(counters, store);
    await listener.prepare();
    const applying = listener.apply({ from: 0, to: 2, events: [counted(1), counted(2, unknown)] });
    await expect(applying).rejects.toThrow(message);
    await expect(applying).rejects.toThrow(
      "It was written by a newer build, or the model lost an event that is stored: start the newer build, declare the " +
        'event again, or have such events skipped (unknownEvents: "skip").',
    );
    expect(await listener.prepare()).toBe(0);
    expect(await store.query(counters.table, {})).toEqual([]);
  });

  it("passes it over when told to, and its checkpoint goes with it", async () => {
    const store = new MemoryReadModelStore();
    const listener = readModelListener(counters, store, { unknownEvents: "skip" });
    await listener.prepare();
    const events = [counted(1), counted(2, { schemaVersion: 2 }), counted(3, { type: "Recounted" }), counted(4)];
    expect(await listener.apply({ from: 0, to: 4, events })).toBe(true);
    expect(await store.query(counters.table, {})).toEqual([{ id: "a", count: 1 + 4, events: 2 }]);
    expect(await listener.prepare()).toBe(4);
  });

  it("still refuses one of a category that it does not follow", async () => {
    const listener = readModelListener(counters, new MemoryReadModelStore(), { unknownEvents: "skip" });
    await listener.prepare();
    const applying = listener.apply({ from: 0, to: 1, events: [counted(1, { streamId: "order-1" })] });
    await expect(applying).rejects.toBeInstanceOf(UnwantedEventError);
  });
});

describe("A read model's listener that checks what is stored", () => {
  const spoiled = { from: 0, to: 1, events: [counted(1, { data: { by: 0.5, key: "" } })] };

  it("refuses data that their schema refuses; one that trusts it does not look", async () => {
    const store = new MemoryReadModelStore();
    const checking = readModelListener(counters, store, { checkStored: true });
    await checking.prepare();
    await expect(checking.apply(spoiled)).rejects.toThrow(
      "The data of stored event Counted (schema version 1) is not valid:\n  by: ",
    );
    const trusting = readModelListener({ ...counters, fold: () => null }, store);
    expect(await trusting.apply(spoiled)).toBe(true);
  });
});

function counted(position: number, changed: Partial<StoredEvent> = {}): StoredEvent {
  return {
    eventId: uuidv7(),
    type: "Counted",
    schemaVersion: 1,
    data: { by: position, key: "" },
    metadata: {},
    streamId: "counter-a",
    version: position,
    position,
    recordedAt: "2030-01-01T00:00:00.000Z",
    ...changed,
  };
}
