import type { EventStore } from "@factum/core";
import { expect } from "vitest";
import type { OpenedEventStore } from "../event-store-contract.js";
import { describe, it } from "../runner.js";
import { eventIdsOf, newEvents, newStream, safeFrom } from "./make.js";

/** The position up to which a reader misses nothing. */
export function safePositionTests(store: () => EventStore, open: () => Promise<OpenedEventStore>): void {
  describe("the safe position", () => {
    it("of an empty store is 0, and its first event lies above", async () => {
      const opened = await open();
      try {
        expect(await opened.store.safePosition()).toBe(0);
        expect(await opened.store.readBatch({ after: 0, upTo: 0, limit: 10 })).toEqual([]);
        const append = { streamId: newStream(), expectedVersion: 0, events: newEvents(1) };
        const { position } = await opened.store.append(append);
        expect(position).toBeGreaterThan(0);
        const upTo = await safeFrom(opened.store, position);
        const batch = await opened.store.readBatch({ after: 0, upTo, limit: 10 });
        expect(eventIdsOf(batch)).toEqual(eventIdsOf(append.events));
      } finally {
        await opened.close();
      }
    });

    it("comes to cover every append that has returned", async () => {
      const append = { streamId: newStream(), expectedVersion: 0, events: newEvents(3) };
      const { position } = await store().append(append);
      expect(await safeFrom(store(), position)).toBeGreaterThanOrEqual(position);
    });

    it("once returned stays safe: whoever follows it reads every event once, while others append", async () => {
      const begin = await store().safePosition();
      const sent: string[] = [];
      const read: string[] = [];
      let appending = true;

      const writers = Array.from({ length: 16 }, async () => {
        for (let n = 0; n < 10; n++) {
          const events = newEvents(1 + (n % 3));
          sent.push(...eventIdsOf(events));
          await store().append({ streamId: newStream(), expectedVersion: 0, events });
        }
      });
      const following = (async () => {
        for (let checkpoint = begin; ; ) {
          const last = !appending;
          const safe = await store().safePosition();
          // It may be lower than the one before; what was read up to that one is complete all the same.
          for (let from = checkpoint; from < safe; ) {
            const batch = await store().readBatch({ after: from, upTo: safe, limit: 7 });
            read.push(...eventIdsOf(batch));
            if (batch.length < 7) break;
            from = batch.at(-1)?.position ?? safe;
          }
          checkpoint = Math.max(checkpoint, safe);
          if (last && read.length >= sent.length) return;
          // Lets the appends have their turn, also in a store that never waits for anything.
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();

      await Promise.all(writers);
      appending = false;
      await following;
      expect(read.sort()).toEqual(sent.sort());
    });
  });
}
