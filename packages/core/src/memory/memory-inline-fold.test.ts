import { afterEach, describe, expect, it } from "vitest";
import { createCommandHandler } from "../command/handle-command.js";
import type { ReadModel, TableFold } from "../listener/read-model.js";
import { readModelListener } from "../listener/read-model-listener.js";
import { type RunningListeners, startListeners } from "../listener/start-listeners.js";
import { queryRows } from "../query/query-rows.js";
import {
  type CounterRecordedEvent,
  type CountersRow,
  counter,
  counters,
  countersFold,
  countersTable,
} from "../test-support/counter.js";
import { turnOfTheLoop } from "../test-support/turn-of-the-loop.js";
import { MemoryEventStore } from "./memory-event-store.js";
import { MemoryListenerStore } from "./memory-listener-store.js";
import { MemoryReadModelStore } from "./memory-read-model-store.js";

/** Refuses what counts by 13. */
const superstitious: TableFold<CountersRow, Pick<CountersRow, "id">, CounterRecordedEvent> = {
  ...countersFold,
  fold(event, row) {
    if (event.type === "Counted" && event.data.by === 13) throw new RangeError("Thirteen brings bad luck.");
    return countersFold.fold(event, row);
  },
};
const inlineCounters: ReadModel<readonly [typeof superstitious]> = {
  ...counters,
  inline: true,
  folds: [superstitious],
};

function openInline(readModels: readonly ReadModel[] = [inlineCounters]) {
  const listeners = new MemoryListenerStore();
  const store = new MemoryReadModelStore({ listeners });
  const events = new MemoryEventStore({ inline: { readModels, store } });
  const handleCommand = createCommandHandler({ store: events });
  const count = (id: string, by = 1) => handleCommand(counter, id, { type: "Count", data: { by } });
  return { listeners, store, events, handleCommand, count, rows: queryRows(store, inlineCounters) };
}

describe("A read model that is inline", () => {
  let running: RunningListeners | undefined;
  afterEach(() => running?.stop());

  it("has the row of a command when that is answered", async () => {
    const { count, rows } = openInline();
    expect(await count("a", 5)).toMatchObject({ accepted: true });
    expect(await rows.get({ id: "a" })).toEqual({ id: "a", count: 5, events: 1 });
  });

  it("fails a command that it cannot handle, and no other that was decided together with it", async () => {
    const { count, rows, events } = openInline();
    const results = await Promise.allSettled([count("a", 5), count("a", 13), count("a", 7)]);
    expect(results).toMatchObject([
      { value: { accepted: true, version: 1 } },
      { reason: { code: "inline-read-model", readModel: "Counters", streamId: "counter-a", eventType: "Counted" } },
      { value: { accepted: true, version: 2 } },
    ]);
    expect(await rows.get({ id: "a" })).toEqual({ id: "a", count: 12, events: 2 });
    expect(await events.safePosition()).toBe(2);
  });

  it("leaves the state as it was for the command behind one that it failed", async () => {
    const { count, handleCommand } = openInline();
    await count("a", 5);
    await expect(count("a", 13)).rejects.toMatchObject({ code: "inline-read-model" });
    await handleCommand(counter, "a", { type: "Close", data: {} });
    expect(await count("a")).toMatchObject({ rejection: { name: "IsClosed", data: { count: 5 } }, version: 2 });
  });

  it("is left to its listener if it is not inline", async () => {
    const { count, rows, listeners, store, events } = openInline([counters]);
    const outcome = await count("a", 5);
    expect(await store.prepare(counters)).toEqual({ live: 1, building: null });
    expect(await rows.find()).toEqual([]);
    running = startListeners([readModelListener(counters, store)], { events, store: listeners });
    await running.waitFor(outcome.accepted ? outcome.position : 0, { timeoutMs: 5_000 });
    expect(await rows.find()).toEqual([{ id: "a", count: 5, events: 1 }]);
  });

  it("is not replaced by a build that left events out", async () => {
    const { count, listeners, store } = openInline();
    await count("a");
    await store.startBuild(inlineCounters);
    await listeners.declare({ name: "counters_v1_b2", kind: "read-model", shards: 1, tables: ["counters_v1_b2"] });
    const [lease] = await listeners.acquire({ listeners: ["counters_v1_b2"], owner: "web-1", ttlMs: 60_000 });
    if (lease === undefined) throw new TypeError("The lease was not to be had.");
    const parked = [{ key: 'counters:["a"]', position: 1, error: null }];
    await listeners.advance({ lease, from: 0, to: 1, parked, replayed: [] });
    await expect(store.swap(inlineCounters)).rejects.toMatchObject({ code: "incomplete-build" });
    expect(await store.builds(inlineCounters)).toEqual({ live: 1, building: 2, inline: true });
  });

  it("is built anew beside the rows that appends write, and written by appends again when it has taken their place", async () => {
    const { count, rows, listeners, store, events } = openInline();
    for (const id of ["a", "b", "a"]) await count(id);
    running = startListeners([readModelListener(inlineCounters, store, { shards: 3 })], {
      events,
      store: listeners,
      batchSize: 2,
      pollMs: 10,
    });
    await running.ready();
    expect(await store.startBuild(inlineCounters)).toBe(2);
    for (let n = 0; (await store.builds(inlineCounters)).live === 1; n++) {
      await count(`c${n % 7}`);
      await turnOfTheLoop();
    }
    expect(await store.builds(inlineCounters)).toEqual({ live: 2, building: null, inline: true });

    await count("a");
    expect(await rows.get({ id: "a" })).toEqual({ id: "a", count: 3, events: 3 });
    const total = (await rows.find()).reduce((sum, row) => sum + row.events, 0);
    expect(total).toBe(await events.safePosition());
    await running.waitFor(total, { timeoutMs: 5_000 });
    expect((await listeners.reports()).map(({ name }) => name)).toEqual(["counters_v1_b2_inline"]);

    await expect(listeners.reset("counters_v1_b2")).rejects.toMatchObject({ code: "unknown-listener" });
    expect(await rows.get({ id: "a" })).toEqual({ id: "a", count: 3, events: 3 });
  });

  it("is no part of the log's own events: what a handler gets cannot change what is stored", async () => {
    const meddling: ReadModel = {
      ...inlineCounters,
      folds: [
        {
          ...countersFold,
          fold(event: CounterRecordedEvent, row: Omit<CountersRow, "id"> | null) {
            Object.assign(event.data, { by: 100 });
            return countersFold.fold(event, row);
          },
        },
      ],
    };
    const { count, events } = openInline([meddling]);
    await count("a", 1).catch(() => {});
    for await (const { data } of events.readStream("counter-a")) expect(data).toMatchObject({ by: 1 });
  });

  it("refuses a table whose columns are others than those that are there", () => {
    const { store } = openInline();
    const [column, ...columns] = countersTable.columns;
    const changed = { ...countersTable, columns: [...columns, { ...column, name: "key" }] } as typeof countersTable;
    const model: ReadModel = { ...inlineCounters, tables: [changed] };
    expect(() => new MemoryEventStore({ inline: { readModels: [model], store } })).toThrow(
      expect.objectContaining({ code: "read-model-changed" }),
    );
  });
});
