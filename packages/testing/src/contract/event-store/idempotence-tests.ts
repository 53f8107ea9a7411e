import { type EventStore, type ExpectedVersion, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { appendEach, eventIdsOf, newEvent, newEvents, newStream, readAll } from "./make.js";

/** Appends that are sent again, by their event ids or their append id. */
export function idempotenceTests(store: () => EventStore): void {
  describe("an append sent again", () => {
    for (const expectedVersion of [0, "no-stream", 3] as const) {
      it(`with the same event ids and expecting ${JSON.stringify(expectedVersion)} is a duplicate`, async () => {
        const streamId = newStream();
        if (expectedVersion === 3) await store().append({ streamId, expectedVersion: 0, events: newEvents(3) });
        const append = { streamId, expectedVersion, events: newEvents(2) };
        const first = await store().append(append);
        await store().append({ streamId, expectedVersion: "any", events: newEvents(1) });
        expect(await store().append(append)).toEqual({ ...first, status: "duplicate" });
        expect(await readAll(store(), streamId)).toHaveLength(first.version + 1);
      });
    }

    it("before the first has returned is a duplicate", async () => {
      const append = { streamId: newStream(), expectedVersion: 0, events: newEvents(2) };
      const [first, second] = await appendEach(store(), [append, append]);
      expect(first).toMatchObject({ status: "stored", version: 2 });
      expect(second).toEqual({ ...first, status: "duplicate" });
    });

    it("with only some of its events is a conflict", async () => {
      const streamId = newStream();
      const [a, b] = [newEvent(), newEvent()];
      await store().append({ streamId, expectedVersion: 0, events: [a, b] });
      for (const events of [
        [a, b, newEvent()],
        [a, newEvent()],
        [b, a],
      ]) {
        const outcome = await store().append({ streamId, expectedVersion: 0, events });
        expect(outcome).toMatchObject({ status: "conflict", version: 2 });
      }
      expect(eventIdsOf(await readAll(store(), streamId))).toEqual([a.eventId, b.eventId]);
    });
  });

  describe("an append id", () => {
    const everyExpectedVersion: ExpectedVersion[] = ["any", "stream-exists", "no-stream", 0, 1, 2, 99];

    for (const expectedVersion of everyExpectedVersion) {
      it(`makes an append that expects ${JSON.stringify(expectedVersion)} a duplicate, with other event ids`, async () => {
        const streamId = newStream();
        const appendId = uuidv7();
        await store().append({ streamId, expectedVersion: 0, events: newEvents(1) });
        const first = await store().append({ streamId, expectedVersion: "any", appendId, events: newEvents(2) });
        await store().append({ streamId, expectedVersion: 3, events: newEvents(1) });

        const again = { streamId, expectedVersion, appendId, events: newEvents(3) };
        expect(await store().append(again)).toEqual({ ...first, status: "duplicate" });
        expect(await readAll(store(), streamId)).toHaveLength(4);
      });
    }

    it("is looked for among appends that have not returned yet", async () => {
      const append = { streamId: newStream(), expectedVersion: "any", appendId: uuidv7() } as const;
      const [first, second] = await appendEach(store(), [
        { ...append, events: newEvents(1) },
        { ...append, events: newEvents(1) },
      ]);
      expect(first).toMatchObject({ status: "stored", version: 1 });
      expect(second).toEqual({ ...first, status: "duplicate" });
    });

    it("counts within its stream alone", async () => {
      const appendId = uuidv7();
      for (const streamId of [newStream(), newStream()]) {
        const append = { streamId, expectedVersion: "any", appendId, events: newEvents(1) } as const;
        expect(await store().append(append)).toMatchObject({ status: "stored", version: 1 });
      }
    });

    for (const expectedVersion of everyExpectedVersion) {
      it(`finds what it stored, asked without events and expecting ${JSON.stringify(expectedVersion)}`, async () => {
        const [streamId, appendId] = [newStream(), uuidv7()];
        await store().append({ streamId, expectedVersion: 0, events: newEvents(1) });
        const first = await store().append({ streamId, expectedVersion: 1, appendId, events: newEvents(2) });
        await store().append({ streamId, expectedVersion: 3, events: newEvents(1) });
        const again = await store().append({ streamId, expectedVersion, appendId, events: [] });
        expect(again).toEqual({ ...first, status: "duplicate" });
      });
    }

    it("that is unknown leaves an append without events a check of the version, and stays unknown", async () => {
      const [streamId, appendId] = [newStream(), uuidv7()];
      await store().append({ streamId, expectedVersion: 0, events: newEvents(2) });
      const check = (expectedVersion: number) => store().append({ streamId, expectedVersion, appendId, events: [] });
      expect(await check(2)).toEqual({ status: "stored", version: 2, position: 0 });
      expect(await check(1)).toEqual({ status: "conflict", version: 2, position: 0 });
      const events = newEvents(1);
      expect(await store().append({ streamId, expectedVersion: 2, appendId, events })).toMatchObject({
        status: "stored",
        version: 3,
      });
    });

    it("is free again after a conflict", async () => {
      const streamId = newStream();
      const append = { streamId, appendId: uuidv7(), events: newEvents(1) };
      expect(await store().append({ ...append, expectedVersion: 7 })).toMatchObject({ status: "conflict" });
      expect(await store().append({ ...append, expectedVersion: 0 })).toMatchObject({ status: "stored" });
    });
  });
}
