import type { Snapshot, SnapshotStore } from "@factum/core";
import { expect } from "vitest";
import { newStream } from "../event-store/make.js";
import { describe, it } from "../runner.js";

/** The highest version stays, each key of each stream for itself. */
export function saveTests(store: () => SnapshotStore, another: () => SnapshotStore): void {
  describe("a snapshot that is saved", () => {
    it("is there for every process", async () => {
      const streamId = newStream();
      await store().save(streamId, "k", at(3));
      expect(await store().load(streamId, "k")).toStrictEqual(at(3));
      expect(await another().load(streamId, "k")).toStrictEqual(at(3));
    });

    it("takes the place of one of a lower version", async () => {
      const streamId = newStream();
      for (const version of [1, 2, 10]) {
        await store().save(streamId, "k", at(version));
        expect(await another().load(streamId, "k")).toStrictEqual(at(version));
      }
    });

    it("does not take the place of one of the same or a higher version", async () => {
      const streamId = newStream();
      await store().save(streamId, "k", at(10));
      for (const version of [1, 9, 10]) await another().save(streamId, "k", { ...at(version), state: "other" });
      expect(await store().load(streamId, "k")).toStrictEqual(at(10));
    });

    it("stays, of many that are saved at the same time, if its version is the highest", async () => {
      const versions = Array.from({ length: 32 }, (_, n) => ((n * 7) % 32) + 1);
      for (let round = 0; round < 5; round++) {
        const streamId = newStream();
        await Promise.all(
          versions.map((version, n) => (n % 2 === 0 ? store() : another()).save(streamId, "k", at(version))),
        );
        expect(await store().load(streamId, "k")).toStrictEqual(at(32));
      }
    });

    it("disturbs none under another key, nor of another stream", async () => {
      const [streamId, other] = [newStream(), newStream()];
      await store().save(streamId, "old build", at(5));
      await another().save(streamId, "new build", at(3));
      await store().save(other, "old build", at(1));
      expect(await store().load(streamId, "old build")).toStrictEqual(at(5));
      expect(await store().load(streamId, "new build")).toStrictEqual(at(3));
      expect(await store().load(other, "old build")).toStrictEqual(at(1));
    });

    it("may have the highest version and position that there are", async () => {
      const streamId = newStream();
      const snapshot = { version: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER, state: 1 };
      await store().save(streamId, "k", snapshot);
      expect(await store().load(streamId, "k")).toStrictEqual(snapshot);
    });

    it("is nobody's to change: neither what was saved nor what was loaded", async () => {
      const streamId = newStream();
      const state = { list: [1] };
      await store().save(streamId, "k", { ...at(1), state });
      state.list.push(2);
      const { state: loaded } = (await store().load(streamId, "k")) ?? at(1);
      (loaded as typeof state).list.push(3);
      expect((await store().load(streamId, "k"))?.state).toEqual({ list: [1] });
    });
  });
}

function at(version: number): Snapshot {
  return { version, position: version * 100, state: { version } };
}
