import { describe, expect, it } from "vitest";
import type { Snapshot } from "../ports/snapshot-store.js";
import { MemorySnapshotStore } from "./memory-snapshot-store.js";

// The contract of every snapshot store is tested in @factum/testing; this is what the one in memory has beyond it.
describe("MemorySnapshotStore", () => {
  it("keeps of a snapshot what a database would, and nothing else", async () => {
    const store = new MemorySnapshotStore();
    const more = { version: 1, position: 7, state: { a: undefined, b: 1 }, more: true } as unknown as Snapshot;
    await store.save("a-1", "k", more);
    expect(await store.load("a-1", "k")).toStrictEqual({ version: 1, position: 7, state: { b: 1 } });
  });
});
