import type { StoredEvent } from "@factum/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messagesOf } from "./messages-of.js";

function stored(position: number, text: unknown): StoredEvent {
  const place = { streamId: "job-1", version: position, position, eventId: "", recordedAt: "", metadata: {} };
  return { ...place, type: "Done", schemaVersion: 1, data: { text } as StoredEvent["data"] };
}

const characters = (events: readonly StoredEvent[]) =>
  events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);

describe("Messages", () => {
  it("hold all events in their order, and no more characters than they may, unless one event has more", () => {
    const texts = fc.array(fc.string({ maxLength: 400, unit: "binary" }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 2_000 }), (given, most) => {
        const events = given.map((text, index) => stored(index + 1, text));
        const messages = [...messagesOf(events, most)];
        expect(messages.flat()).toEqual(events);
        for (const message of messages) if (message.length > 1) expect(characters(message)).toBeLessThanOrEqual(most);
        // None is sent that the one before it has room for.
        messages.slice(1).forEach(([first], index) => {
          expect(characters([...(messages[index] ?? []), ...(first ? [first] : [])])).toBeGreaterThan(most);
        });
      }),
    );
  });

  it("are one for a batch of ordinary size, and for none at all", () => {
    const batch = Array.from({ length: 500 }, (_, index) => stored(index + 1, "x".repeat(1_000)));
    expect([...messagesOf(batch)]).toEqual([batch]);
    expect([...messagesOf([])]).toEqual([[]]);
  });

  it("end at an event that no string can hold, and name it", { timeout: 60_000 }, () => {
    const event = stored(
      42,
      Array.from({ length: 600 }, () => "x".repeat(1_000_000)),
    );
    expect(() => [...messagesOf([event])]).toThrow(
      "The event at position 42 (Done, job-1 version 42) is too big to be examined",
    );
  });
});
