import { type EventStore, InvalidDataError, type OutcomeStore, type SettledCommand, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { newEvent, newEvents, newStream, readAll } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { accepted, rejected } from "./make.js";

/** Commands that are refused, and left nothing. */
export function validationTests(store: () => OutcomeStore, events: () => EventStore): void {
  describe("refused before anything is stored is", () => {
    const streamIds = {
      "an empty stream id": "",
      "a stream id without an id": "training",
      "a stream id with \\u0000": "training-\u0000",
      "a stream id with a lone surrogate": "training-\ud800",
      "a stream id of 513 characters": `training-${"x".repeat(504)}`,
    };
    for (const [name, streamId] of Object.entries(streamIds)) {
      it(name, async () => {
        for (const decide of [accepted, rejected]) {
          await expect(store().settle(decide({ streamId }))).rejects.toThrow(InvalidDataError);
        }
        await expect(store().find(streamId, uuidv7())).rejects.toThrow(InvalidDataError);
      });
    }

    const commandIds = { "an empty command id": "", "a command id that is no UUID": "1", "one in upper case": upper() };
    for (const [name, commandId] of Object.entries(commandIds)) {
      it(name, async () => {
        const streamId = newStream();
        await refuses(accepted({ streamId, commandId }));
        await expect(store().find(streamId, commandId)).rejects.toThrow(InvalidDataError);
      });
    }

    const appends: Record<string, object> = {
      "a command without an id": { appendId: undefined },
      "a version that is not exact": { expectedVersion: "any" },
      "a negative version": { expectedVersion: -1 },
      "an event with \\u0000": { events: [newEvent({ a: "\u0000" })] },
    };
    for (const [name, part] of Object.entries(appends)) {
      it(name, async () => {
        const command = accepted({ streamId: newStream() });
        await refuses({ append: { ...command.append, ...part } });
      });
    }

    it("an outcome beside events", async () => {
      const command = rejected({ streamId: newStream() });
      await refuses({ ...command, append: { ...command.append, events: newEvents(1) } });
    });

    it("neither events nor an outcome", async () => {
      const { append } = rejected({ streamId: newStream() });
      await refuses({ append });
    });

    async function refuses(command: SettledCommand): Promise<void> {
      await expect(store().settle(command)).rejects.toThrow(InvalidDataError);
      expect(await readAll(events(), command.append.streamId)).toEqual([]);
    }
  });
}

function upper(): string {
  return uuidv7().toUpperCase();
}
