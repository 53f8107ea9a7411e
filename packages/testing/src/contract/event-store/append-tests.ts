import { type EventStore, type ExpectedVersion, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { appendEach, eventIdsOf, newEvent, newEvents, newStream, readAll, statusesOf, versionsOf } from "./make.js";

const ISO_UTC_MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What one append comes to, for each expected version, and what it leaves in the log. */
export function appendTests(store: () => EventStore): void {
  describe("an append", () => {
    it("keeps everything of an event, and says where it stands", async () => {
      const streamId = newStream();
      const event = {
        eventId: uuidv7(),
        type: "Größe.Geändert",
        schemaVersion: 7,
        data: { size: 3, tags: ["a", null] },
        metadata: { actor: "ada", correlationId: "c-1", trace: { sampled: true } },
      };
      const outcome = await store().append({ streamId, expectedVersion: "no-stream", events: [event] });
      expect(outcome).toEqual({ status: "stored", version: 1, position: expect.any(Number) });
      expect(Number.isSafeInteger(outcome.position)).toBe(true);

      const [stored] = await readAll(store(), streamId);
      expect(stored).toStrictEqual({
        ...event,
        streamId,
        version: 1,
        position: outcome.position,
        recordedAt: expect.stringMatching(ISO_UTC_MILLISECONDS),
      });
    });

    it("stores its events in their order, next to each other, with rising versions and positions", async () => {
      const streamId = newStream();
      const events = newEvents(20);
      const outcome = await store().append({ streamId, expectedVersion: 0, events });
      const stored = await readAll(store(), streamId);
      expect(eventIdsOf(stored)).toEqual(eventIdsOf(events));
      expect(versionsOf(stored)).toEqual(events.map((_, index) => index + 1));
      const positions = stored.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      expect(outcome).toMatchObject({ status: "stored", version: 20, position: positions.at(-1) });
    });

    it("takes positions above those of every earlier append", async () => {
      const positions: number[] = [];
      for (let n = 0; n < 5; n++) {
        const append = { streamId: newStream(), expectedVersion: 0, events: newEvents(2) };
        positions.push((await store().append(append)).position);
      }
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    });

    const cases: [expected: ExpectedVersion, before: number, status: "stored" | "conflict"][] = [
      [0, 0, "stored"],
      [0, 2, "conflict"],
      [1, 0, "conflict"],
      [1, 2, "conflict"],
      [2, 2, "stored"],
      [3, 2, "conflict"],
      ["no-stream", 0, "stored"],
      ["no-stream", 2, "conflict"],
      ["stream-exists", 0, "conflict"],
      ["stream-exists", 2, "stored"],
      ["any", 0, "stored"],
      ["any", 2, "stored"],
    ];

    for (const [expectedVersion, before, status] of cases) {
      const stream = before === 0 ? "a stream that is not there" : `a stream at version ${before}`;
      const expected = JSON.stringify(expectedVersion);

      it(`that expects ${expected} of ${stream} comes to: ${status}`, async () => {
        const streamId = newStream();
        if (before > 0) await store().append({ streamId, expectedVersion: 0, events: newEvents(before) });
        const outcome = await store().append({ streamId, expectedVersion, events: newEvents(3) });
        const after = status === "stored" ? before + 3 : before;
        expect(outcome).toMatchObject({ status, version: after });
        expect(versionsOf(await readAll(store(), streamId))).toHaveLength(after);
      });

      it(`without events that expects ${expected} of ${stream} checks just that: ${status}`, async () => {
        const streamId = newStream();
        if (before > 0) await store().append({ streamId, expectedVersion: 0, events: newEvents(before) });
        const outcome = await store().append({ streamId, expectedVersion, events: [] });
        expect(outcome).toEqual({ status, version: before, position: 0 });
        expect(await readAll(store(), streamId)).toHaveLength(before);
      });
    }

    it("without events creates no stream", async () => {
      const streamId = newStream();
      await store().append({ streamId, expectedVersion: "any", events: [] });
      const next = await store().append({ streamId, expectedVersion: "stream-exists", events: newEvents(1) });
      expect(next).toMatchObject({ status: "conflict", version: 0 });
    });
  });

  describe("appends that are issued one after another, without waiting,", () => {
    it("come to one outcome each", async () => {
      const [a, b] = [newStream(), newStream()];
      await store().append({ streamId: b, expectedVersion: 0, events: newEvents(2) });
      const outcomes = await appendEach(store(), [
        { streamId: a, expectedVersion: "no-stream", events: newEvents(1) },
        { streamId: b, expectedVersion: "no-stream", events: newEvents(1) },
        { streamId: b, expectedVersion: 2, events: newEvents(1) },
        { streamId: newStream(), expectedVersion: "any", events: newEvents(4) },
      ]);
      expect(statusesOf(outcomes)).toEqual(["stored 1", "conflict 2", "stored 3", "stored 4"]);
    });

    it("are performed in that order in one stream, and see each other's versions", async () => {
      const streamId = newStream();
      const events = newEvents(6);
      const outcomes = await appendEach(store(), [
        { streamId, expectedVersion: "no-stream", events: events.slice(0, 1) },
        { streamId, expectedVersion: 1, events: events.slice(1, 3) },
        { streamId, expectedVersion: "stream-exists", events: events.slice(3, 4) },
        { streamId, expectedVersion: 4, events: [] },
        { streamId, expectedVersion: "any", events: events.slice(4, 6) },
      ]);
      expect(statusesOf(outcomes)).toEqual(["stored 1", "stored 3", "stored 4", "stored 4", "stored 6"]);
      expect(eventIdsOf(await readAll(store(), streamId))).toEqual(eventIdsOf(events));
    });

    it("are performed in that order in one stream, however many there are", async () => {
      const streamId = newStream();
      const events = newEvents(300);
      const outcomes = await appendEach(
        store(),
        events.map((event, index) => ({ streamId, expectedVersion: index, events: [event] })),
      );
      expect(statusesOf(outcomes)).toEqual(events.map((_, index) => `stored ${index + 1}`));
      expect(eventIdsOf(await readAll(store(), streamId))).toEqual(eventIdsOf(events));
    });

    it("are not hurt by one in the middle that meets a conflict", async () => {
      const [streamId, other] = [newStream(), newStream()];
      const first = newEvent();
      const last = newEvent();
      const elsewhere = newEvent();
      const outcomes = await appendEach(store(), [
        { streamId, expectedVersion: 0, events: [first] },
        { streamId, expectedVersion: 0, events: newEvents(2) },
        { streamId: other, expectedVersion: 0, events: [elsewhere] },
        { streamId, expectedVersion: 5, events: newEvents(1) },
        { streamId, expectedVersion: 1, events: [last] },
      ]);
      expect(statusesOf(outcomes)).toEqual(["stored 1", "conflict 1", "stored 1", "conflict 1", "stored 2"]);
      expect(eventIdsOf(await readAll(store(), streamId))).toEqual(eventIdsOf([first, last]));
      expect(eventIdsOf(await readAll(store(), other))).toEqual(eventIdsOf([elsewhere]));
    });

    it("each report the position of their own last event", async () => {
      const streams = [newStream(), newStream(), newStream()];
      const outcomes = await appendEach(
        store(),
        streams.map((streamId) => ({ streamId, expectedVersion: 0, events: newEvents(2) })),
      );
      for (const [index, streamId] of streams.entries()) {
        expect(outcomes[index]?.position).toBe((await readAll(store(), streamId)).at(-1)?.position);
      }
    });

    it("may be many, in as many streams", async () => {
      const streams = Array.from({ length: 200 }, () => newStream());
      const outcomes = await appendEach(
        store(),
        streams.map((streamId) => ({ streamId, expectedVersion: 0, events: newEvents(1) })),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(streams.map(() => "stored"));
    });
  });
}
