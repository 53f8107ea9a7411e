import { type EventStore, type OutcomeStore, type SettledCommand, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { newStream, readAll } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { accepted, type Place, rejected } from "./make.js";

const CALLERS = 16;
const ROUNDS = 10;

/** Of many calls for one command exactly one settles it. */
export function concurrencyTests(
  store: () => OutcomeStore,
  another: () => OutcomeStore,
  events: () => EventStore,
): void {
  type Decide = (place: Place, call: number) => SettledCommand;
  const accept: Decide = (place) => accepted(place, 2);
  const reject: Decide = (place, call) => rejected(place, { rejection: "Full", call });

  describe("of calls at the same time for one command", () => {
    it.each<[string, Decide]>([
      ["all accepted", accept],
      ["all rejected", reject],
      ["accepted by some and rejected by others", (place, call) => (call % 3 === 0 ? accept : reject)(place, call)],
    ])("exactly one settles it, and the others are told what it came to: %s", async (_, decide) => {
      for (let round = 0; round < ROUNDS; round++) {
        const place = { streamId: newStream(), commandId: uuidv7() };
        const results = await Promise.all(
          Array.from({ length: CALLERS }, (_, call) =>
            (call % 2 === 0 ? store() : another()).settle(decide(place, call)),
          ),
        );
        const [winner, ...more] = results.filter(({ status }) => status === "stored");
        expect(more).toEqual([]);
        const outcome = await store().find(place.streamId, place.commandId);
        const told = outcome === undefined ? { ...winner, status: "duplicate" } : { status: "remembered", outcome };
        expect(results.filter((result) => result !== winner)).toEqual(Array.from({ length: CALLERS - 1 }, () => told));
        expect(await readAll(events(), place.streamId)).toHaveLength(outcome === undefined ? 2 : 0);
      }
    });
  });

  describe("of different commands at the same time on one version", () => {
    it("one that is accepted makes all that come later conflicts, and those before it are remembered", async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const streamId = newStream();
        const commands = Array.from({ length: CALLERS }, (_, call) =>
          (call % 4 === 0 ? accept : reject)({ streamId, commandId: uuidv7() }, call),
        );
        const results = await Promise.all(
          commands.map((command, call) => (call % 2 === 0 ? store() : another()).settle(command)),
        );
        const statuses = results.map(({ status }) => status);
        expect(statuses.filter((status) => status !== "stored" && status !== "conflict")).toEqual([]);
        expect(
          commands.filter(({ outcome }, call) => outcome === undefined && statuses[call] === "stored"),
        ).toHaveLength(1);
        for (const [call, { append, outcome }] of commands.entries()) {
          const remembered = statuses[call] === "stored" ? outcome : undefined;
          expect(await store().find(streamId, append.appendId)).toEqual(remembered);
        }
        expect(await readAll(events(), streamId)).toHaveLength(2);
      }
    });
  });
}
