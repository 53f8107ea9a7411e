import { type EventStore, type OutcomeStore, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { eventIdsOf, newEvents, newStream, readAll } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { accepted, rejected } from "./make.js";

/** What a settled command comes to, and again when it is repeated. */
export function settleTests(store: () => OutcomeStore, another: () => OutcomeStore, events: () => EventStore): void {
  describe("a command that was accepted", () => {
    it("is stored as an append is", async () => {
      const streamId = newStream();
      const command = accepted({ streamId }, 3);
      const stored = await store().settle(command);
      const log = await readAll(events(), streamId);
      expect(stored).toEqual({ status: "stored", version: 3, position: log.at(-1)?.position });
      expect(eventIdsOf(log)).toEqual(eventIdsOf(command.append.events));
    });

    it("is a duplicate when it is settled again, accepted once more or rejected, however the stream went on", async () => {
      const [streamId, commandId] = [newStream(), uuidv7()];
      const first = await store().settle(accepted({ streamId, commandId }, 2));
      await events().append({ streamId, expectedVersion: 2, events: newEvents(3) });
      const again = [
        accepted({ streamId, commandId }, 2),
        accepted({ streamId, commandId, version: 5 }, 1),
        rejected({ streamId, commandId, version: 5 }),
        rejected({ streamId, commandId, version: 99 }),
      ];
      for (const command of again) expect(await another().settle(command)).toEqual({ ...first, status: "duplicate" });
      expect(await readAll(events(), streamId)).toHaveLength(5);
      expect(await store().find(streamId, commandId)).toBeUndefined();
    });

    it("is a duplicate when the very same call is made again", async () => {
      const command = accepted({ streamId: newStream() }, 2);
      const first = await store().settle(command);
      expect(await store().settle(command)).toEqual({ ...first, status: "duplicate" });
    });

    it("is a duplicate when its events were appended without this store", async () => {
      const [streamId, appendId] = [newStream(), uuidv7()];
      const first = await events().append({ streamId, expectedVersion: "any", appendId, events: newEvents(2) });
      const command = rejected({ streamId, commandId: appendId, version: 2 });
      expect(await store().settle(command)).toEqual({ ...first, status: "duplicate" });
    });

    it("is known to the log by its id: an append with it is a duplicate", async () => {
      const [streamId, commandId] = [newStream(), uuidv7()];
      const first = await store().settle(accepted({ streamId, commandId }));
      const append = { streamId, expectedVersion: "any", appendId: commandId, events: newEvents(1) } as const;
      expect(await events().append(append)).toEqual({ ...first, status: "duplicate" });
    });
  });

  describe("a command that stored no events", () => {
    it.each([0, 2])("is stored at version %s, and remembered", async (version) => {
      const [streamId, commandId] = [newStream(), uuidv7()];
      await events().append({ streamId, expectedVersion: 0, events: newEvents(version) });
      const stored = await store().settle(rejected({ streamId, commandId, version }, { rejection: "Full", seats: 3 }));
      expect(stored).toEqual({ status: "stored", version, position: 0 });
      expect(await another().find(streamId, commandId)).toEqual({ rejection: "Full", seats: 3 });
      expect(await readAll(events(), streamId)).toHaveLength(version);
    });

    it("is remembered when it is settled again, rejected once more or accepted, however the stream went on", async () => {
      const [streamId, commandId] = [newStream(), uuidv7()];
      const outcome = { rejection: "First" };
      const first = rejected({ streamId, commandId }, outcome);
      await store().settle(first);
      await events().append({ streamId, expectedVersion: 0, events: newEvents(1) });
      const again = [
        first,
        rejected({ streamId, commandId, version: 1 }, { rejection: "Second" }),
        accepted({ streamId, commandId, version: 1 }),
        accepted({ streamId, commandId, version: 99 }),
      ];
      for (const command of again) expect(await another().settle(command)).toEqual({ status: "remembered", outcome });
      expect(await readAll(events(), streamId)).toHaveLength(1);
      expect(await store().find(streamId, commandId)).toEqual(outcome);
    });

    it("is in nobody's way: other commands of the stream are settled for themselves", async () => {
      const streamId = newStream();
      await store().settle(rejected({ streamId }));
      expect(await store().settle(rejected({ streamId }))).toMatchObject({ status: "stored" });
      expect(await store().settle(accepted({ streamId }))).toMatchObject({ status: "stored", version: 1 });
    });
  });

  describe("a command on another version than the stream's", () => {
    it("is a conflict, stores nothing and remembers nothing", async () => {
      const [streamId, commandId] = [newStream(), uuidv7()];
      await events().append({ streamId, expectedVersion: 0, events: newEvents(2) });
      const conflict = { status: "conflict", version: 2, position: 0 };
      for (const version of [0, 1, 3]) {
        expect(await store().settle(rejected({ streamId, commandId, version }))).toEqual(conflict);
        expect(await store().settle(accepted({ streamId, commandId, version }))).toEqual(conflict);
      }
      expect(await store().find(streamId, commandId)).toBeUndefined();
      expect(await readAll(events(), streamId)).toHaveLength(2);
    });

    it("is a conflict where there is no stream, and there is none afterwards", async () => {
      const streamId = newStream();
      const conflict = { status: "conflict", version: 0, position: 0 };
      expect(await store().settle(rejected({ streamId, version: 1 }))).toEqual(conflict);
      expect(await events().append({ streamId, expectedVersion: "stream-exists", events: [] })).toEqual(conflict);
    });

    it("can be decided again and settled", async () => {
      const [streamId, commandId] = [newStream(), uuidv7()];
      expect(await store().settle(accepted({ streamId, commandId, version: 1 }))).toMatchObject({ status: "conflict" });
      expect(await store().settle(rejected({ streamId, commandId }))).toMatchObject({ status: "stored" });
    });
  });

  describe("a command id", () => {
    it("counts within its stream alone", async () => {
      const commandId = uuidv7();
      const [one, other, third] = [newStream(), newStream(), newStream()];
      expect(await store().settle(rejected({ streamId: one, commandId }))).toMatchObject({ status: "stored" });
      expect(await store().settle(rejected({ streamId: other, commandId }))).toMatchObject({ status: "stored" });
      expect(await store().settle(accepted({ streamId: third, commandId }))).toMatchObject({ status: "stored" });
      expect(await store().find(third, commandId)).toBeUndefined();
    });

    it("that nobody has settled finds nothing", async () => {
      expect(await store().find(newStream(), uuidv7())).toBeUndefined();
    });
  });
}
