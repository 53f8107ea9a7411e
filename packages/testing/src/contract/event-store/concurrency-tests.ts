import { type EventStore, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { appendEach, newEvent, newEvents, newStream, readAll, versionsOf } from "./make.js";

const CALLERS = 64;

/** Appends at the same time, from two processes. */
export function concurrencyTests(store: () => EventStore, another: () => EventStore): void {
  const callers = () => Array.from({ length: CALLERS }, (_, n) => (n % 2 === 0 ? store() : another()));

  describe("of appends at the same time", () => {
    it.each([["no-stream"], [0]] as const)("exactly one creates a stream (expecting %s)", async (expectedVersion) => {
      for (let round = 0; round < 10; round++) {
        const streamId = newStream();
        const outcomes = await Promise.all(
          [store(), another()].map((each) => each.append({ streamId, expectedVersion, events: newEvents(1) })),
        );
        expect(outcomes.map(({ status }) => status).sort()).toEqual(["conflict", "stored"]);
        expect(outcomes.map(({ version }) => version)).toEqual([1, 1]);
        expect(await readAll(store(), streamId)).toHaveLength(1);
      }
    });

    it(`exactly one of ${CALLERS} moves a stream on from its version`, async () => {
      const streamId = newStream();
      await store().append({ streamId, expectedVersion: 0, events: newEvents(1) });
      const outcomes = await Promise.all(
        callers().map((each) => each.append({ streamId, expectedVersion: 1, events: newEvents(2) })),
      );
      expect(outcomes.filter(({ status }) => status === "stored")).toHaveLength(1);
      expect(outcomes.map(({ version }) => version)).toEqual(outcomes.map(() => 3));
      expect(await readAll(store(), streamId)).toHaveLength(3);
    });

    it(`all ${CALLERS} that expect "any" are stored, with versions without a gap`, async () => {
      const streamId = newStream();
      const outcomes = await Promise.all(
        callers().map((each) => each.append({ streamId, expectedVersion: "any", events: newEvents(1) })),
      );
      const numbers = outcomes.map((_, index) => index + 1);
      expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => "stored"));
      expect(outcomes.map(({ version }) => version).sort((a, b) => a - b)).toEqual(numbers);
      expect(versionsOf(await readAll(store(), streamId))).toEqual(numbers);
    });

    it(`one of ${CALLERS} with the same append id is stored, and the others are told what it came to`, async () => {
      const streamId = newStream();
      const appendId = uuidv7();
      const outcomes = await Promise.all(
        callers().map((each) => each.append({ streamId, expectedVersion: "any", appendId, events: newEvents(1) })),
      );
      expect(outcomes.filter(({ status }) => status === "stored")).toHaveLength(1);
      expect(outcomes.filter(({ status }) => status === "duplicate")).toHaveLength(CALLERS - 1);
      expect(new Set(outcomes.map(({ position }) => position)).size).toBe(1);
      expect(await readAll(store(), streamId)).toHaveLength(1);
    });

    it("those over the same streams in different orders all come to an outcome", async () => {
      const streams = Array.from({ length: 8 }, () => newStream());
      await Promise.all(
        callers().map(async (each, n) => {
          const order = streams.map((_, index) => streams[(index * 3 + n) % streams.length] ?? "");
          const outcomes = await appendEach(
            each,
            order.map((streamId) => ({ streamId, expectedVersion: "any", events: [newEvent({ n })] })),
          );
          expect(outcomes.map(({ status }) => status)).toEqual(streams.map(() => "stored"));
        }),
      );
      for (const streamId of streams) expect(await readAll(store(), streamId)).toHaveLength(CALLERS);
    });
  });
}
