import { describe, expect, it } from "vitest";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { readAll } from "./read-all.js";

// What it shares with reading in batches is tested there.
describe("The iterator over all events", () => {
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

  async function storeOf(count: number): Promise<MemoryEventStore> {
    const store = new MemoryEventStore();
    const events = upTo(count).map((index) => ({
      eventId: uuidv7(),
      type: "Counted",
      schemaVersion: 1,
      data: { index },
      metadata: {},
    }));
    await store.append({ streamId: "a-1", expectedVersion: 0, events });
    return store;
  }

  it("gives calls that do not wait for each other their events in order", async () => {
    const events = readAll(await storeOf(10), { batchSize: 3 });
    const results = await Promise.all(Array.from({ length: 13 }, () => events.next()));
    expect(results.map(({ value }) => value?.position)).toEqual([...upTo(10), undefined, undefined, undefined]);
    expect(results.map(({ done }) => done)).toEqual([...upTo(10).map(() => false), true, true, true]);
  });

  it("goes on where it stands after the first events, and ends for good", async () => {
    const events = readAll(await storeOf(5), { batchSize: 2 });
    expect((await events.next()).value?.position).toBe(1);
    const rest: number[] = [];
    for await (const { position } of events) rest.push(position);
    expect(rest).toEqual([2, 3, 4, 5]);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it("gives nothing more once it was broken off", async () => {
    const events = readAll(await storeOf(5), { batchSize: 3 });
    const first = events.next();
    const end = events.return?.();
    const late = events.next();
    expect((await first).value?.position).toBe(1);
    expect(await end).toEqual({ done: true, value: undefined });
    expect(await late).toEqual({ done: true, value: undefined });
  });

  it("may be broken off before it began", async () => {
    const events = readAll(await storeOf(5));
    await events.return?.();
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it("ends after a failure", async () => {
    const store = await storeOf(5);
    store.readBatch = () => Promise.reject(new Error("lost"));
    const events = readAll(store);
    await expect(events.next()).rejects.toThrow("lost");
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });
});
