import { describe, expect, it, vi } from "vitest";
import type { RecordedEvent } from "../codec/recorded-event.js";
import { createCommandHandler } from "../command/handle-command.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryListenerStore } from "../memory/memory-listener-store.js";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import type { StoredEvent } from "../ports/event-store.js";
import type { LeaseKey } from "../ports/listener-store.js";
import { counter, counters, countersFold, countersTable } from "../test-support/counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import type { Listener, RunnableListener } from "./listener.js";
import { readModelListener } from "./read-model-listener.js";
import { UnwantedEventError } from "./unwanted-event-error.js";

const signal = new AbortController().signal;

/** A store, and its lease for the counters. */
class Bench {
  readonly listeners = new MemoryListenerStore();
  readonly readModels = new MemoryReadModelStore({ listeners: this.listeners });
  #lease: LeaseKey | undefined;

  async apply(listener: Listener, batch: { from: number; to: number; events: readonly StoredEvent[] }) {
    const runnable = await this.resolve(listener);
    this.#lease ??= (await this.listeners.acquire({ listeners: ["counters_v1"], owner: "me", ttlMs: 1_000 }))[0];
    const { from, to, events } = batch;
    const move = { lease: this.#lease as LeaseKey, from, to, parked: [], replayed: [] };
    return runnable.apply({ move, events, wants: undefined, signal, report: () => {} });
  }

  async resolve(listener: Listener): Promise<RunnableListener> {
    const [runnable] = await listener.resolve();
    if (runnable === undefined) throw new Error("There is nothing to run.");
    await this.listeners.declare(runnable.declaration);
    return runnable;
  }

  rows() {
    return this.readModels.query(countersTable, {});
  }

  async checkpoint() {
    return (await this.listeners.checkpoints(["counters_v1"]))[0]?.position;
  }
}

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
    expect(readModelListener(counters, new Bench().readModels).sources).toEqual([
      { category: "counter", types: ["Counted", "Closed"] },
    ]);
  });

  it("has the name of the build that is live, and of the one that is made beside it", async () => {
    const { readModels } = new Bench();
    const listener = readModelListener(counters, readModels, { shards: 3 });
    const declarations = async () => (await listener.resolve()).map(({ declaration }) => declaration);
    const first = { name: "counters_v1", kind: "read-model", shards: 3, tables: ["counters_v1"] };
    const second = { name: "counters_v1_b2", kind: "read-model", shards: 3, tables: ["counters_v1_b2"] };
    expect(await declarations()).toEqual([first]);
    await readModels.startBuild(counters);
    expect(await declarations()).toEqual([first, second]);
  });

  it("writes rows and checkpoint, batch by batch", async () => {
    const bench = new Bench();
    const listener = readModelListener(counters, bench.readModels);
    const events = await somethingHappened();

    expect(await bench.apply(listener, { from: 0, to: 2, events: events.slice(0, 2) })).toBe(true);
    expect(await bench.rows()).toEqual([
      { id: "a", count: 2, events: 1 },
      { id: "b", count: 3, events: 1 },
    ]);
    expect(await bench.apply(listener, { from: 2, to: 9, events: events.slice(2) })).toBe(true);
    expect(await bench.rows()).toEqual([{ id: "b", count: 3, events: 1 }]);
    expect(await bench.checkpoint()).toBe(9);
  });

  it("changes nothing when its checkpoint has moved on", async () => {
    const bench = new Bench();
    const listener = readModelListener(counters, bench.readModels);
    const events = await somethingHappened();
    await bench.apply(listener, { from: 0, to: 3, events });
    expect(await bench.apply(listener, { from: 0, to: 3, events })).toBe(false);
    expect(await bench.rows()).toEqual([{ id: "b", count: 3, events: 1 }]);
  });

  it("refuses an event of a category that the model does not name", async () => {
    const bench = new Bench();
    const listener = readModelListener(counters, bench.readModels);
    const [event] = await somethingHappened();
    const foreign = event === undefined ? [] : [{ ...event, streamId: "order-1" }];
    await expect(bench.apply(listener, { from: 0, to: 1, events: foreign })).rejects.toThrow(
      'Counters was given an event of "order-1" (position 1), whose category it does not follow.',
    );
  });

  it("tells the keys of an event's rows", async () => {
    const bench = new Bench();
    const runnable = await bench.resolve(readModelListener(counters, bench.readModels));
    expect((await somethingHappened()).map((event) => runnable.keysOf(event))).toEqual([
      ['counters:["a"]'],
      ['counters:["b"]'],
      ['counters:["a"]'],
    ]);
  });

  it("names the event whose row its table cannot hold, and changes nothing", async () => {
    const bench = new Bench();
    const fold = { ...countersFold, fold: ({ position }: RecordedEvent) => ({ count: position / 2, events: 1 }) };
    const listener = readModelListener({ ...counters, folds: [fold] }, bench.readModels);
    const applying = bench.apply(listener, { from: 0, to: 4, events: [counted(2), counted(4), counted(3)] });
    await expect(applying).rejects.toMatchObject({
      code: "handler-failed",
      position: 3,
      cause: { code: "invalid-data" },
    });
    expect(await bench.rows()).toEqual([]);
  });

  it("names the event whose row the store alone refuses only when it stands alone, with the key that it is parked by", async () => {
    const bench = new Bench();
    const refused = new InvalidDataError("the changes to counters_v1", [{ path: "", message: "is too long" }]);
    vi.spyOn(bench.readModels, "commit").mockRejectedValue(refused);
    const listener = readModelListener(counters, bench.readModels);
    await expect(bench.apply(listener, { from: 0, to: 2, events: [counted(1), counted(2)] })).rejects.toBe(refused);
    await expect(bench.apply(listener, { from: 0, to: 1, events: [counted(1)] })).rejects.toMatchObject({
      code: "handler-failed",
      position: 1,
      key: 'counters:["a"]',
      cause: refused,
    });
  });

  it.each([0, 257, 1.5, "2"])("has no %j shards", (shards) => {
    const { readModels } = new Bench();
    expect(() => readModelListener(counters, readModels, { shards: shards as number })).toThrow(/^shards is .*256\.$/);
  });
});

describe("A read model's listener that meets an event of a newer build", () => {
  it.each([
    ["schema version", { schemaVersion: 2 }, 'No schema for event "Counted" (schema version 2) of category "counter"'],
    ["type", { type: "Recounted" }, 'No schema for event "Recounted" (schema version 1) of category "counter"'],
  ])("refuses an unknown %s, says the way out, and changes nothing", async (_, unknown, message) => {
    const bench = new Bench();
    const listener = readModelListener(counters, bench.readModels);
    const applying = bench.apply(listener, { from: 0, to: 2, events: [counted(1), counted(2, unknown)] });
    await expect(applying).rejects.toThrow(message);
    await expect(applying).rejects.toThrow(
      "It was written by a newer build, or the model lost an event that is stored: start the newer build, declare the " +
        'event again, or have such events skipped (unknownEvents: "skip").',
    );
    expect(await bench.checkpoint()).toBe(0);
    expect(await bench.rows()).toEqual([]);
  });

  it("passes it over when told to, and its checkpoint goes with it", async () => {
    const bench = new Bench();
    const listener = readModelListener(counters, bench.readModels, { unknownEvents: "skip" });
    const events = [counted(1), counted(2, { schemaVersion: 2 }), counted(3, { type: "Recounted" }), counted(4)];
    expect(await bench.apply(listener, { from: 0, to: 4, events })).toBe(true);
    expect(await bench.rows()).toEqual([{ id: "a", count: 1 + 4, events: 2 }]);
    expect(await bench.checkpoint()).toBe(4);
  });

  it("still refuses one of a category that it does not follow", async () => {
    const bench = new Bench();
    const listener = readModelListener(counters, bench.readModels, { unknownEvents: "skip" });
    const applying = bench.apply(listener, { from: 0, to: 1, events: [counted(1, { streamId: "order-1" })] });
    await expect(applying).rejects.toMatchObject({ cause: expect.any(UnwantedEventError) });
  });
});

describe("A read model's listener that checks what is stored", () => {
  const spoiled = { from: 0, to: 1, events: [counted(1, { data: { by: 0.5, key: "" } })] };

  it("refuses data that their schema refuses; one that trusts it does not look", async () => {
    const bench = new Bench();
    const checking = readModelListener(counters, bench.readModels, { checkStored: true });
    await expect(bench.apply(checking, spoiled)).rejects.toThrow(
      "The data of stored event Counted (schema version 1) is not valid:\n  by: ",
    );
    const trusting = readModelListener(
      { ...counters, folds: [{ ...countersFold, fold: () => null }] },
      bench.readModels,
    );
    expect(await bench.apply(trusting, spoiled)).toBe(true);
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
