import {
  type EventSource,
  type EventStore,
  InvalidOptionError,
  type NewEvent,
  type ReadBatchQuery,
  readAll,
  readBatches,
  type StoredEvent,
} from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { collect, eventIdsOf, newCategory, newEvent, newEvents, newStream, safeFrom } from "./make.js";

/** Reading the whole log in batches, by categories and types. */
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

    it("filters by category alone, with all its types", async () => {
      const [orders, bills] = [newCategory(), newCategory()];
      const ordered = [newEvent({}, "Opened"), newEvent({}, "Paid")];
      const [billed, paid] = [newEvent({}, "Opened"), newEvent({}, "Paid")];
      const { after, upTo } = await logOf([ordered, [billed, paid], newEvents(1)], [orders, bills]);
      const read = async (...sources: EventSource[]) =>
        eventIdsOf(await store().readBatch({ after, upTo, limit: 100, sources }));

      expect(await read({ category: orders })).toEqual(eventIdsOf(ordered));
      expect(await read({ category: orders }, { category: bills, types: ["Paid"] })).toEqual(
        eventIdsOf([...ordered, paid]),
      );
      expect(await read({ category: bills }, { category: orders })).toEqual(eventIdsOf([...ordered, billed, paid]));
      expect(await read({ category: orders, types: [] }, { category: orders })).toEqual(eventIdsOf(ordered));
      expect(await read({ category: newCategory() })).toEqual([]);
    });

    it("gives an event once that several sources want", async () => {
      const category = newCategory();
      const events = [newEvent({}, "Opened"), newEvent({}, "Paid")];
      const { after, upTo } = await logOf([events], [category]);
      const sources = [{ category, types: ["Opened", "Opened"] }, { category, types: ["Opened"] }, { category }];
      expect(eventIdsOf(await store().readBatch({ after, upTo, limit: 9, sources }))).toEqual(eventIdsOf(events));
    });

    it("takes types and categories as they are", async () => {
      const category = `${newCategory()} Größe'"{},%_\\`;
      const type = `Größe.Geändert '"{},%_\\ NULL`;
      const events = [newEvent({}, type)];
      const { after, upTo } = await logOf([events], [category]);
      for (const sources of [[{ category }], [{ category, types: ["x", type] }]]) {
        expect(eventIdsOf(await store().readBatch({ after, upTo, limit: 9, sources }))).toEqual(eventIdsOf(events));
      }
    });

    it("finds the few that are wanted among many others", async () => {
      const category = newCategory();
      const wanted = Array.from({ length: 5 }, () => newEvent({}, "Wanted"));
      const groups = wanted.flatMap((event) => [newEvents(100), [event]]);
      const categories = groups.map((_, index) => (index % 2 === 1 ? category : "contract"));
      const { after, upTo } = await logOf(groups, categories);
      for (const sources of [[{ category }], [{ category, types: ["Wanted"] }]]) {
        for (const limit of [1, 2, 5, 6]) {
          const batch = await store().readBatch({ after, upTo, limit, sources });
          expect(eventIdsOf(batch)).toEqual(eventIdsOf(wanted.slice(0, limit)));
        }
      }
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
      await store().append({ streamId, expectedVersion: 4, events: newEvents(2) });
      await store().appendAll([
        { streamId, expectedVersion: 0, events: newEvents(2) },
        { streamId: newStream(), expectedVersion: 1, events: newEvents(1) },
      ]);
      const { position } = await store().append({ streamId, expectedVersion: 0, events: [kept] });
      const upTo = await safeFrom(store(), position);
      expect(eventIdsOf(await store().readBatch({ after, upTo, limit: 9 }))).toEqual([kept.eventId]);
    });

    it.each<[string, Partial<Record<keyof ReadBatchQuery, unknown>>]>([
      ...[-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "1", null, undefined, 1n].flatMap(
        (value): [string, Partial<Record<keyof ReadBatchQuery, unknown>>][] => [
          ["after", { after: value }],
          ["upTo", { upTo: value }],
          ["limit", { limit: value }],
        ],
      ),
      ["limit", { limit: 0 }],
      ["sources", { sources: "training" }],
      ["sources[1].category", { sources: [{ category: "a" }, { types: ["A"] }] }],
      ["sources[0].category", { sources: [{ category: "a-1" }] }],
      ["sources[0].category", { sources: [{ category: "" }] }],
      ["sources[0].category", { sources: [null] }],
      ["sources[0].category", { sources: [{ category: "a\u0000" }] }],
      ["sources[0].types", { sources: [{ category: "a", types: "A" }] }],
      ["sources[0].types", { sources: [{ category: "a", types: [1] }] }],
    ])("refuses a wrong %s: %o", async (option, wrong) => {
      const query = { after: 0, upTo: 0, limit: 1, ...wrong } as ReadBatchQuery;
      const reading = (async () => store().readBatch(query))();
      await expect(reading).rejects.toThrow(InvalidOptionError);
      await expect(reading).rejects.toMatchObject({ code: "invalid-option", option });
    });
  });

  describe("reading all events", () => {
    it("gives what reading in batches gives, whatever the size of a batch", async () => {
      const { after, upTo, events } = await logOf([newEvents(4), newEvents(1), newEvents(6)]);
      for (const batchSize of [1, 2, 3, 11, 12, 1_000]) {
        const read = await collect(readAll(store(), { after, upTo, batchSize }));
        expect(eventIdsOf(read)).toEqual(eventIdsOf(events));
        expectRising(read);
      }
    });

    it("with a filter comes to the bound, over stretches without a wanted event too", async () => {
      const category = newCategory();
      const wanted = [newEvent({}, "Wanted"), newEvent({}, "Wanted")];
      const { after, upTo } = await logOf([newEvents(20), wanted, newEvents(20)], ["contract", category]);
      for (const sources of [[{ category }], [{ category, types: ["Wanted"] }]]) {
        const batches = await collect(readBatches(store(), { after, upTo, sources, batchSize: 2 }));
        expect(eventIdsOf(batches.flatMap(({ events }) => events))).toEqual(eventIdsOf(wanted));
        expect(batches.at(-1)?.to).toBe(upTo);
      }
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
      last = (await store().append({ streamId, expectedVersion: 0, events })).position;
    }
    return { after, upTo: await safeFrom(store(), last), events: groups.flat(), streams };
  }
}

function expectRising(events: readonly StoredEvent[]): void {
  const positions = events.map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
}
