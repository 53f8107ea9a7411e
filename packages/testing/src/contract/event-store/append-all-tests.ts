import { type Append, type AppendOutcome, type EventStore, InvalidDataError, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { eventIdsOf, newEvent, newEvents, newStream, readAll, statusesOf, versionsOf } from "./make.js";

const CALLERS = 32;

/** Appends to several streams that pass or fail together. */
export function appendAllTests(store: () => EventStore, another: () => EventStore): void {
  describe("appends that pass or fail together", () => {
    it("may be none at all", async () => {
      expect(await store().appendAll([])).toEqual([]);
    });

    it("are all stored if all of them can be, and each reports its own last event", async () => {
      const [a, b] = [newStream(), await streamAt(2)];
      const [forA, forB] = [newEvents(3), newEvents(1)];
      const outcomes = await store().appendAll([
        { streamId: a, expectedVersion: "no-stream", events: forA },
        { streamId: b, expectedVersion: 2, events: forB },
      ]);
      expect(statusesOf(outcomes)).toEqual(["stored 3", "stored 3"]);
      expect(eventIdsOf(await readAll(store(), a))).toEqual(eventIdsOf(forA));
      expect((await readAll(store(), a)).at(-1)?.position).toBe(outcomes[0]?.position);
      expect((await readAll(store(), b)).at(-1)).toMatchObject({
        eventId: forB[0]?.eventId,
        position: outcomes[1]?.position,
      });
    });

    it("are none of them stored if one meets a conflict, and can be stored later", async () => {
      const [fresh, conflicting, checked] = [newStream(), await streamAt(2), await streamAt(1)];
      const appends = [
        { streamId: fresh, expectedVersion: 0, events: newEvents(2) },
        { streamId: conflicting, expectedVersion: 1, events: newEvents(1) },
        { streamId: checked, expectedVersion: "stream-exists", events: [] },
        { streamId: checked, expectedVersion: "any", appendId: uuidv7(), events: newEvents(3) },
      ] satisfies Append[];
      expect(await store().appendAll(appends)).toEqual([
        { status: "withdrawn", version: 0, position: 0 },
        { status: "conflict", version: 2, position: 0 },
        { status: "withdrawn", version: 1, position: 0 },
        { status: "withdrawn", version: 1, position: 0 },
      ]);
      expect(await versionsIn(fresh, conflicting, checked)).toEqual([0, 2, 1]);

      const corrected = appends.map((append) =>
        append.streamId === conflicting ? { ...append, expectedVersion: 2 } : append,
      );
      expect(statusesOf(await store().appendAll(corrected))).toEqual(["stored 2", "stored 3", "stored 1", "stored 4"]);
    });

    it("see each other's versions in one stream, in the order in which they were given", async () => {
      const streamId = newStream();
      const events = newEvents(6);
      const outcomes = await store().appendAll([
        { streamId, expectedVersion: "no-stream", events: events.slice(0, 1) },
        { streamId, expectedVersion: 1, events: events.slice(1, 3) },
        { streamId, expectedVersion: "stream-exists", events: events.slice(3, 4) },
        { streamId, expectedVersion: 4, events: [] },
        { streamId, expectedVersion: "any", events: events.slice(4, 6) },
      ]);
      expect(statusesOf(outcomes)).toEqual(["stored 1", "stored 3", "stored 4", "stored 4", "stored 6"]);
      expect(eventIdsOf(await readAll(store(), streamId))).toEqual(eventIdsOf(events));
    });

    it("report what one stream has, and not what it would have had", async () => {
      const streamId = await streamAt(1);
      const outcomes = await store().appendAll([
        { streamId, expectedVersion: 1, events: newEvents(2) },
        { streamId, expectedVersion: 1, events: newEvents(2) },
        { streamId, expectedVersion: 3, events: newEvents(2) },
      ]);
      expect(statusesOf(outcomes)).toEqual(["withdrawn 1", "conflict 1", "withdrawn 1"]);
      expect(await versionsIn(streamId)).toEqual([1]);
    });

    it("without events only check the versions of their streams", async () => {
      const [a, b, written] = [await streamAt(2), newStream(), newStream()];
      const checks = (versionOfB: number): Append[] => [
        { streamId: a, expectedVersion: 2, events: [] },
        { streamId: b, expectedVersion: versionOfB, events: [] },
      ];
      const append: Append = { streamId: written, expectedVersion: "any", events: newEvents(1) };
      expect(statusesOf(await store().appendAll(checks(0)))).toEqual(["stored 2", "stored 0"]);
      expect(statusesOf(await store().appendAll(checks(1)))).toEqual(["withdrawn 2", "conflict 0"]);
      expect(statusesOf(await store().appendAll([...checks(1), append]))).toEqual([
        "withdrawn 2",
        "conflict 0",
        "withdrawn 0",
      ]);
      expect(statusesOf(await store().appendAll([append, ...checks(0)]))).toEqual(["stored 1", "stored 2", "stored 0"]);
      expect(await versionsIn(a, b, written)).toEqual([2, 0, 1]);
    });

    it("are none of them stored if one holds what cannot be stored", async () => {
      const streams = [newStream(), newStream(), newStream()];
      for (const wrong of streams) {
        const appends = streams.map((streamId): Append => {
          const event = newEvent(streamId === wrong ? { n: Number.NaN } : {});
          return { streamId, expectedVersion: 0, events: [event] };
        });
        await expect(store().appendAll(appends)).rejects.toThrow(InvalidDataError);
      }
      expect(await versionsIn(...streams)).toEqual([0, 0, 0]);
    });

    it("hurt no append that is issued with them, and see what was issued before", async () => {
      const [a, b] = [newStream(), newStream()];
      const [first, refused, second, last] = await Promise.all([
        store().append({ streamId: a, expectedVersion: 0, events: newEvents(1) }),
        store().appendAll([
          { streamId: b, expectedVersion: 0, events: newEvents(1) },
          { streamId: a, expectedVersion: 0, events: newEvents(1) },
        ]),
        store().appendAll([
          { streamId: a, expectedVersion: 1, events: newEvents(2) },
          { streamId: b, expectedVersion: 0, events: newEvents(2) },
        ]),
        store().append({ streamId: b, expectedVersion: 2, events: newEvents(1) }),
      ]);
      expect(statusesOf([first, ...refused, ...second, last])).toEqual([
        "stored 1",
        "withdrawn 0",
        "conflict 1",
        "stored 3",
        "stored 2",
        "stored 3",
      ]);
      expect(await versionsIn(a, b)).toEqual([3, 3]);
    });
  });

  describe("appends that passed together, sent again,", () => {
    it("with the same event ids are duplicates", async () => {
      const [a, b] = [newStream(), await streamAt(1)];
      const appends: Append[] = [
        { streamId: a, expectedVersion: "no-stream", events: newEvents(2) },
        { streamId: b, expectedVersion: 1, events: newEvents(1) },
        { streamId: a, expectedVersion: 2, events: newEvents(1) },
      ];
      await duplicates(appends, appends);
      expect(await versionsIn(a, b)).toEqual([3, 2]);
    });

    it("with the same append ids are duplicates, whatever else they hold", async () => {
      const [a, b] = [newStream(), await streamAt(1)];
      const append = (streamId: string, appendId: string): Append => ({
        streamId,
        expectedVersion: "any",
        appendId,
        events: newEvents(2),
      });
      const [idForA, idForB] = [uuidv7(), uuidv7()];
      await duplicates([append(a, idForA), append(b, idForB)], [append(a, idForA), append(b, idForB)]);
      expect(await versionsIn(a, b)).toEqual([2, 3]);
    });

    it("are duplicates although the streams went on, and a version that was checked holds no more", async () => {
      const [a, b, checked] = [newStream(), await streamAt(1), await streamAt(4)];
      const appends: Append[] = [
        { streamId: checked, expectedVersion: 4, events: [] },
        { streamId: a, expectedVersion: "no-stream", events: newEvents(2) },
        { streamId: b, expectedVersion: "any", appendId: uuidv7(), events: newEvents(1) },
      ];
      const [, forA, forB] = await store().appendAll(appends);
      for (const streamId of [a, b, checked]) {
        await store().append({ streamId, expectedVersion: "any", events: newEvents(3) });
      }
      expect(await store().appendAll(appends)).toEqual([
        { status: "stored", version: 7, position: 0 },
        { ...forA, status: "duplicate" },
        { ...forB, status: "duplicate" },
      ]);
      expect(await versionsIn(a, b, checked)).toEqual([5, 5, 7]);
    });

    it("with something new beside them are refused, and still say that they were stored", async () => {
      const [old, other, fresh] = [newStream(), newStream(), newStream()];
      const byEvents: Append = { streamId: old, expectedVersion: 0, events: newEvents(2) };
      const byId: Append = { streamId: other, expectedVersion: "any", appendId: uuidv7(), events: newEvents(1) };
      const beside: Append = { streamId: fresh, expectedVersion: "any", appendId: uuidv7(), events: newEvents(1) };
      const conflicting: Append = { streamId: other, expectedVersion: 7, events: newEvents(1) };
      const before = await store().appendAll([byEvents, byId]);
      for (const streamId of [old, other]) {
        await store().append({ streamId, expectedVersion: "any", events: newEvents(1) });
      }
      const outcomes = new Map<Append, AppendOutcome>([
        [byEvents, { ...(before[0] as AppendOutcome), status: "duplicate" }],
        [byId, { ...(before[1] as AppendOutcome), status: "duplicate" }],
        [beside, { status: "withdrawn", version: 0, position: 0 }],
        [conflicting, { status: "conflict", version: 2, position: 0 }],
      ]);
      for (const appends of [
        [byEvents, beside],
        [beside, byEvents],
        [beside, byId],
        [byId, conflicting],
        [conflicting, beside, byEvents, byId],
      ]) {
        expect(await store().appendAll(appends)).toEqual(appends.map((append) => outcomes.get(append)));
      }
      expect(await versionsIn(old, other, fresh)).toEqual([3, 2, 0]);
      expect(await store().append(beside)).toMatchObject({ status: "stored", version: 1 });
    });

    it("without events are duplicates by their append ids beside others, and refuse what is new", async () => {
      const [streamId, fresh, appendId] = [newStream(), newStream(), uuidv7()];
      const append: Append = { streamId, expectedVersion: 0, appendId, events: newEvents(2) };
      const asked: Append = { streamId, expectedVersion: 9, appendId, events: [] };
      const first = await store().append(append);
      const duplicate = { ...first, status: "duplicate" };
      expect(await store().appendAll([append, asked])).toEqual([duplicate, duplicate]);
      expect(await store().appendAll([asked, { streamId: fresh, expectedVersion: 0, events: newEvents(1) }])).toEqual([
        duplicate,
        { status: "withdrawn", version: 0, position: 0 },
      ]);
      expect(await versionsIn(streamId, fresh)).toEqual([2, 0]);
    });

    it("all of them without events, are duplicates by their append ids, and the others checks", async () => {
      const [streamId, checked, appendId] = [newStream(), await streamAt(2), uuidv7()];
      const first = await store().append({ streamId, expectedVersion: 0, appendId, events: newEvents(2) });
      const asked: Append = { streamId, expectedVersion: 9, appendId, events: [] };
      const check = (expectedVersion: number): Append => ({
        streamId: checked,
        expectedVersion,
        appendId: uuidv7(),
        events: [],
      });
      const duplicate = { ...first, status: "duplicate" };
      expect(await store().appendAll([asked, asked])).toEqual([duplicate, duplicate]);
      expect(await store().appendAll([check(2), asked])).toEqual([
        { status: "stored", version: 2, position: 0 },
        duplicate,
      ]);
      expect(await store().appendAll([check(2), asked, check(1)])).toEqual([
        { status: "withdrawn", version: 2, position: 0 },
        duplicate,
        { status: "conflict", version: 2, position: 0 },
      ]);
    });

    async function duplicates(appends: readonly Append[], again: readonly Append[]): Promise<void> {
      const first = await store().appendAll(appends);
      expect(first.map(({ status }) => status)).toEqual(appends.map(() => "stored"));
      expect(await store().appendAll(again)).toEqual(first.map((outcome) => ({ ...outcome, status: "duplicate" })));
    }
  });

  describe("an append that repeats another one of the same call", () => {
    it("is the conflict if there is no other, and is withdrawn with the other if there is one", async () => {
      const [streamId, appendId] = [newStream(), uuidv7()];
      const exact: Append = { streamId, expectedVersion: 0, events: newEvents(1) };
      const byId: Append = { streamId, expectedVersion: "any", appendId, events: newEvents(1) };
      const conflicting: Append = { streamId, expectedVersion: 9, events: newEvents(1) };
      for (const append of [exact, byId]) {
        expect(statusesOf(await store().appendAll([append, append]))).toEqual(["withdrawn 0", "conflict 0"]);
        expect(statusesOf(await store().appendAll([append, append, conflicting]))).toEqual([
          "withdrawn 0",
          "withdrawn 0",
          "conflict 0",
        ]);
      }
      expect(await versionsIn(streamId)).toEqual([0]);
    });

    it("without events is only a check", async () => {
      const [streamId, appendId] = [newStream(), uuidv7()];
      const append: Append = { streamId, expectedVersion: 0, appendId, events: newEvents(2) };
      const check = (expectedVersion: number): Append => ({ streamId, expectedVersion, appendId, events: [] });
      expect(statusesOf(await store().appendAll([append, check(1)]))).toEqual(["withdrawn 0", "conflict 0"]);
      expect(statusesOf(await store().appendAll([append, check(2)]))).toEqual(["stored 2", "stored 2"]);
    });
  });

  describe("of appends that pass or fail together, at the same time,", () => {
    it("exactly one call moves two streams on from their versions, in whatever order it names them", async () => {
      for (let round = 0; round < 10; round++) {
        const [a, b] = [newStream(), newStream()];
        const calls = await inBothOrders(a, b, (streamId) => ({ streamId, expectedVersion: 0, events: newEvents(1) }));
        expect(calls.map((outcomes) => statusesOf(outcomes).join(", ")).sort()).toEqual([
          "conflict 1, conflict 1",
          "stored 1, stored 1",
        ]);
        expect(await versionsIn(a, b)).toEqual([1, 1]);
      }
    });

    it('both calls that expect "any" are stored, one after the other', async () => {
      for (let round = 0; round < 10; round++) {
        const [a, b] = [newStream(), newStream()];
        const calls = await inBothOrders(a, b, (streamId, call) => ({
          streamId,
          expectedVersion: "any",
          events: [newEvent({ call }), newEvent({ call })],
        }));
        expect(calls.map((outcomes) => statusesOf(outcomes).join(", ")).sort()).toEqual([
          "stored 2, stored 2",
          "stored 4, stored 4",
        ]);
        const [inA, inB] = [await readAll(store(), a), await readAll(store(), b)];
        expect(inA.map(({ data }) => data.call)).toEqual(inB.map(({ data }) => data.call));
      }
    });

    it("no two calls are stored that each rely on what the other changes", async () => {
      for (let round = 0; round < 10; round++) {
        const streams = [newStream(), newStream()];
        const calls = await Promise.all(
          [store(), another()].map((each, own) =>
            each.appendAll(
              streams.map((streamId, index) => ({
                streamId,
                expectedVersion: 0,
                events: index === own ? newEvents(1) : [],
              })),
            ),
          ),
        );
        const stored = calls.filter((outcomes) => outcomes.every(({ status }) => status === "stored"));
        expect(stored).toHaveLength(1);
        expect((await versionsIn(...streams)).sort()).toEqual([0, 1]);
      }
    });

    it(`all of ${CALLERS} calls over the same streams in different orders come to an outcome`, async () => {
      const streams = Array.from({ length: 8 }, () => newStream());
      const numbers = Array.from({ length: CALLERS }, (_, n) => n + 1);
      await Promise.all(
        numbers.map(async (n) => {
          const order = streams.map((_, index) => streams[(index * 3 + n) % streams.length] ?? "");
          const each = n % 2 === 0 ? store() : another();
          const outcomes = await each.appendAll(
            order.map((streamId) => ({ streamId, expectedVersion: "any", events: [newEvent({ n })] })),
          );
          // They are stored as one: every stream comes to the same version.
          expect(new Set(statusesOf(outcomes)).size).toBe(1);
          expect(outcomes[0]?.status).toBe("stored");
        }),
      );
      for (const streamId of streams) expect(versionsOf(await readAll(store(), streamId))).toEqual(numbers);
    });

    /** Two calls at once over both streams, the second by the other way to the log and in the opposite order. */
    function inBothOrders(a: string, b: string, append: (streamId: string, call: number) => Append) {
      return Promise.all([
        store().appendAll([append(a, 0), append(b, 0)]),
        another().appendAll([append(b, 1), append(a, 1)]),
      ]);
    }
  });

  async function streamAt(version: number): Promise<string> {
    const streamId = newStream();
    await store().append({ streamId, expectedVersion: 0, events: newEvents(version) });
    return streamId;
  }

  async function versionsIn(...streams: readonly string[]): Promise<number[]> {
    return Promise.all(streams.map(async (streamId) => (await readAll(store(), streamId)).length));
  }
}
