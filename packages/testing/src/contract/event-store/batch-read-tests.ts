import type { EventSource, EventStore, NewEvent, StoredEvent } from "@factum/core";
import { describe, expect, it } from "vitest";
import { appendOne, eventIdsOf, newCategory, newEvent, newEvents, newStream, safeFrom } from "./make.js";

export function batchReadTests(store: () => EventStore): void {
  describe("reading a batch", () => {
    it("gives the events of all streams by rising position", async () => {
      const { after, upTo, events } = await logOf([newEvents(2), newEvents(1), newEvents(3)]);
      const batch = await store().readBatch({ after, upTo, limit: 100 });
      expect(eventIdsOf(batch)).toEqual(eventIdsOf(events));
      expectRising(batch);
    });

    it("gives events as reading their stream does", async () => {
      const { after, upTo, streams } = await logOf([[newEvent({ n: 1.5 })]]);
      const batch = await store().readBatch({ after, upTo, limit: 1 });
      for await (const event of store().readStream(streams[0] ?? "")) expect(batch).toStrictEqual([event]);
    });

    it("leaves out what is at or below `after`, and above `upTo`", async () => {
      const { after, upTo, events } = await logOf([newEvents(5)]);
      const positions = (await store().readBatch({ after, upTo, limit: 100 })).map(({ position }) => position);
      const [, second = 0, , fourth = 0] = positions;
      const middle = await store().readBatch({ after: second, upTo: fourth, limit: 100 });
      expect(eventIdsOf(middle)).toEqual(eventIdsOf(events.slice(2, 4)));
      expect(await store().readBatch({ after: upTo, upTo, limit: 100 })).toEqual([]);
    });

    it("holds at most `limit` events, and going on from the last of them loses none", async () => {
      const { after, upTo, events } = await logOf([newEvents(4), newEvents(3)]);
      const read: StoredEvent[] = [];
      for (let from = after; ; ) {
        const batch = await store().readBatch({ after: from, upTo, limit: 2 });
        read.push(...batch);
        if (batch.length < 2) break;
        from = batch.at(-1)?.position ?? upTo;
      }
      expect(eventIdsOf(read)).toEqual(eventIdsOf(events));
    });

    it("filters by category and type together", async () => {
      const [orders, bills] = [newCategory(), newCategory()];
      const [opened, paid] = [newEvent({}, "Opened"), newEvent({}, "Paid")];
      const [billOpened, billPaid] = [newEvent({}, "Opened"), newEvent({}, "Paid")];
      const { after, upTo } = await logOf([[opened, paid], [billOpened, billPaid], newEvents(1)], [orders, bills]);
      const read = async (...sources: EventSource[]) =>
        eventIdsOf(await store().readBatch({ after, upTo, limit: 100, sources }));

      expect(await read({ category: orders, types: ["Opened"] })).toEqual([opened.eventId]);
      expect(await read({ category: orders, types: ["Opened", "Paid"] })).toEqual(eventIdsOf([opened, paid]));
      expect(await read({ category: orders, types: ["Opened"] }, { category: bills, types: ["Paid"] })).toEqual(
        eventIdsOf([opened, billPaid]),
      );
      expect(await read({ category: orders, types: ["Unknown"] })).toEqual([]);
      expect(await read({ category: newCategory(), types: ["Opened"] })).toEqual([]);
      expect(await read({ category: orders, types: [] })).toEqual([]);
      expect(await read()).toEqual([]);
    });

    it("counts only what passes the filter towards the limit", async () => {
      const category = newCategory();
      const wanted = [newEvent({}, "Wanted"), newEvent({}, "Wanted")];
      const { after, upTo } = await logOf([newEvents(30), wanted], [newCategory(), category]);
      const sources = [{ category, types: ["Wanted"] }];
      expect(eventIdsOf(await store().readBatch({ after, upTo, limit: 2, sources }))).toEqual(eventIdsOf(wanted));
    });

    it("takes no category for another that begins like it", async () => {
      const category = newCategory();
      const { after, upTo } = await logOf([newEvents(1), newEvents(1)], [`${category}x`, `${category}_`]);
      const sources = [{ category, types: ["Happened"] }];
      expect(await store().readBatch({ after, upTo, limit: 9, sources })).toEqual([]);
    });

    it("has no place for events that met a conflict", async () => {
      const after = await store().safePosition();
      const [streamId, kept] = [newStream(), newEvent()];
      await store().append([
        { streamId, expectedVersion: 4, events: newEvents(2) },
        { streamId, expectedVersion: 0, events: [kept] },
      ]);
      const upTo = await safeFrom(store(), after + 1);
      expect(eventIdsOf(await store().readBatch({ after, upTo, limit: 9 }))).toEqual([kept.eventId]);
    });
  });

  /** Appends each group of events to a stream of its own, and says between which positions they stand. */
  async function logOf(groups: readonly (readonly NewEvent[])[], categories: readonly string[] = []) {
    const after = await store().safePosition();
    const streams: string[] = [];
    let last = after;
    for (const [index, events] of groups.entries()) {
      const streamId = newStream(categories[index]);
      streams.push(streamId);
      last = (await appendOne(store(), { streamId, expectedVersion: 0, events })).position;
    }
    return { after, upTo: await safeFrom(store(), last), events: groups.flat(), streams };
  }
}

function expectRising(events: readonly StoredEvent[]): void {
  const positions = events.map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
}
