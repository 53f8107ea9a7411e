import { type Append, type EventStore, InvalidDataError, type NewEvent, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { newEvent, newStream, readAll } from "./make.js";

/** What is refused before anything is stored, and which stream ids are taken as they are. */
export function validationTests(store: () => EventStore): void {
  describe("refused before anything is stored is", () => {
    const streamIds = {
      "an empty stream id": "",
      "a stream id without a category": "-1",
      "a stream id without an id": "training",
      "a stream id with \\u0000": "training-\u0000",
      "a stream id with a lone surrogate": "training-\ud800",
      "a stream id of 513 characters": `training-${"x".repeat(504)}`,
    };
    for (const [name, streamId] of Object.entries(streamIds)) {
      it(name, async () => refuses({ streamId, expectedVersion: "any", events: [newEvent()] }));
    }

    const expectedVersions = { "a negative": -1, "a fractional": 1.5, "an infinite": Infinity, "an unknown": "exists" };
    for (const [name, expectedVersion] of Object.entries(expectedVersions)) {
      it(`${name} expected version`, async () =>
        refuses({ streamId: newStream(), expectedVersion: expectedVersion as number, events: [newEvent()] }));
    }

    const events: Record<string, Partial<Record<keyof NewEvent, unknown>>> = {
      "an event id that is no UUID": { eventId: "1" },
      "an event id in upper case": { eventId: uuidv7().toUpperCase() },
      "an empty type": { type: "" },
      "a type with \\u0000": { type: "a\u0000" },
      "a type with a lone surrogate": { type: "a\udc00" },
      "a schema version of 0": { schemaVersion: 0 },
      "a fractional schema version": { schemaVersion: 1.5 },
      "data that is an array": { data: [] },
      "data that is null": { data: null },
      "metadata that is no object": { metadata: "x" },
      "metadata with -0": { metadata: { n: -0 } },
      "data with a date": { data: { at: new Date(0) } },
      "data with a bigint": { data: { n: 1n } },
      "data with undefined in an array": { data: { list: [undefined] } },
    };
    for (const [name, wrong] of Object.entries(events)) {
      it(name, async () =>
        refuses({ streamId: newStream(), expectedVersion: "any", events: [{ ...newEvent(), ...wrong } as NewEvent] }),
      );
    }

    it("an append id that is no UUID", async () =>
      refuses({ streamId: newStream(), expectedVersion: "any", appendId: "1", events: [newEvent()] }));

    it("an event id twice in one append", async () => {
      const event = newEvent();
      await refuses({ streamId: newStream(), expectedVersion: "any", events: [event, newEvent(), event] });
    });

    async function refuses(invalid: Append): Promise<void> {
      const valid = { streamId: newStream(), expectedVersion: 0, events: [newEvent()] };
      await expect(store().append(invalid)).rejects.toThrow(InvalidDataError);
      await expect(store().appendAll([valid, invalid])).rejects.toThrow(InvalidDataError);
      expect(await readAll(store(), valid.streamId)).toEqual([]);

      // It is no business of an append that is issued with it.
      const [refused, stored] = await Promise.allSettled([store().append(invalid), store().append(valid)]);
      expect(refused).toMatchObject({ status: "rejected", reason: expect.any(InvalidDataError) });
      expect(stored).toMatchObject({ status: "fulfilled", value: { status: "stored", version: 1 } });
    }
  });

  describe("taken as they are, are stream ids", () => {
    const ids = [
      "1",
      "a-b-c",
      "With Spaces",
      "'quoted'",
      '"quoted"',
      "%_\\",
      "größe-😀",
      "x".repeat(500),
      "{a,b}",
      "\n",
    ];
    for (const id of ids) {
      it(`like ${JSON.stringify(id.slice(0, 20))}`, async () => {
        const streamId = `${newStream()}${id}`.slice(0, 512);
        const event = newEvent();
        await store().append({ streamId, expectedVersion: 0, events: [event] });
        expect(await readAll(store(), streamId)).toMatchObject([{ streamId, eventId: event.eventId }]);
      });
    }

    it("that differ in case alone, each for itself", async () => {
      const streamId = `${newStream()}-a`;
      await store().append({ streamId, expectedVersion: 0, events: [newEvent()] });
      expect(await readAll(store(), streamId.replace(/a$/, "A"))).toEqual([]);
    });
  });
}
