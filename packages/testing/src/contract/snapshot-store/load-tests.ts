import type { SnapshotStore } from "@factum/core";
import { expect } from "vitest";
import { newStream } from "../event-store/make.js";
import { describe, it } from "../runner.js";

/** Keys and stream ids that a careless statement or map would take for another one, or for something else. */
const HOSTILE = ["'quoted'", '"; drop table snapshots; --', "%_\\", "größe-😀", "{a,b}", "\n", " ", "__proto__", "a,b"];

/** What is found, and what is not. */
export function loadTests(store: () => SnapshotStore): void {
  describe("loading", () => {
    it("finds nothing where nothing was saved", async () => {
      const streamId = newStream();
      expect(await store().load(streamId, "k")).toBeUndefined();
      await store().save(streamId, "k", { version: 1, position: 1, state: 1 });
      for (const key of ["K", "k ", "other", "__proto__", "constructor"]) {
        expect(await store().load(streamId, key)).toBeUndefined();
      }
      expect(await store().load(streamId.toUpperCase(), "k")).toBeUndefined();
    });

    it.each([...HOSTILE, "x".repeat(200)].map((key) => [key]))("finds what was saved under the key %j", async (key) => {
      const streamId = newStream();
      await store().save(streamId, key, { version: 1, position: 1, state: key });
      expect((await store().load(streamId, key))?.state).toBe(key);
    });

    it.each([...HOSTILE, "x".repeat(500)].map((id) => [id]))("finds what was saved of a stream like %j", async (id) => {
      const streamId = `${newStream()}${id}`.slice(0, 512);
      await store().save(streamId, "k", { version: 1, position: 1, state: id });
      expect((await store().load(streamId, "k"))?.state).toBe(id);
    });

    it("finds what was saved under the longest key of the longest stream id, in bytes", async () => {
      const streamId = `${newStream()}${"あ".repeat(512)}`.slice(0, 512);
      const key = "あ".repeat(200);
      await store().save(streamId, key, { version: 1, position: 1, state: 1 });
      expect((await store().load(streamId, key))?.version).toBe(1);
    });
  });
}
