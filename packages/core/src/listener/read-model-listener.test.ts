import { describe, expect, it } from "vitest";
import { createCommandHandler } from "../command/handle-command.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import { counter, counters } from "../test-support/counter.js";
import { readModelListener } from "./read-model-listener.js";

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
