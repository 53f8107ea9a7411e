import type { EventStore } from "@factum/core";
import { describe, expect, it } from "vitest";
import { appendOne, collect, newEvents, newStream, readAll, versionsOf } from "./make.js";

export function streamReadTests(store: () => EventStore): void {
  describe("reading a stream", () => {
    it("that is not there gives nothing", async () => {
      expect(await readAll(store(), newStream())).toEqual([]);
    });

    it.each([
      ["from the beginning to the end", {}, [1, 2, 3, 4, 5]],
      ["from a version on", { fromVersion: 3 }, [3, 4, 5]],
      ["up to a version", { toVersion: 2 }, [1, 2]],
      ["between two versions", { fromVersion: 2, toVersion: 4 }, [2, 3, 4]],
      ["at a single version", { fromVersion: 4, toVersion: 4 }, [4]],
      ["from behind its end", { fromVersion: 6 }, []],
      ["up to a version that it does not have", { fromVersion: 5, toVersion: 99 }, [5]],
      ["from a version to a lower one", { fromVersion: 4, toVersion: 3 }, []],
    ])("%s gives just those events", async (_, options, versions) => {
      const streamId = newStream();
      await appendOne(store(), { streamId, expectedVersion: 0, events: newEvents(5) });
      await appendOne(store(), { streamId: newStream(), expectedVersion: 0, events: newEvents(5) });
      expect(versionsOf(await collect(store().readStream(streamId, options)))).toEqual(versions);
    });

    it("of many events gives all of them, in order", async () => {
      const streamId = newStream();
      const count = 2_500;
      for (let version = 0; version < count; version += 500) {
        await appendOne(store(), { streamId, expectedVersion: version, events: newEvents(500) });
      }
      const versions = versionsOf(await readAll(store(), streamId));
      expect(versions).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    });

    it("can be broken off, and begun again", async () => {
      const streamId = newStream();
      await appendOne(store(), { streamId, expectedVersion: 0, events: newEvents(5) });
      for (let round = 0; round < 20; round++) {
        for await (const event of store().readStream(streamId)) {
          if (event.version === 2) break;
        }
      }
      expect(await readAll(store(), streamId)).toHaveLength(5);
    });

    it("right after an append sees its events", async () => {
      const streamId = newStream();
      for (let version = 0; version < 10; version++) {
        await appendOne(store(), { streamId, expectedVersion: version, events: newEvents(1) });
        expect(await readAll(store(), streamId)).toHaveLength(version + 1);
      }
    });
  });
}
