import { InvalidDataError, type Snapshot, type SnapshotStore } from "@factum/core";
import { expect } from "vitest";
import { newStream } from "../event-store/make.js";
import { describe, it } from "../runner.js";

/** Keys and snapshots that are refused. */
export function validationTests(store: () => SnapshotStore): void {
  const snapshot: Snapshot = { version: 1, position: 1, state: {} };

  describe("refused, to save and to load, is", () => {
    const names: Record<string, readonly [streamId: string, key: string]> = {
      "an empty stream id": ["", "k"],
      "a stream id without an id": ["training", "k"],
      "a stream id with \\u0000": ["training-\u0000", "k"],
      "a stream id with a lone surrogate": ["training-\ud800", "k"],
      "a stream id of 513 characters": [`training-${"x".repeat(504)}`, "k"],
      "an empty key": ["training-1", ""],
      "a key of 201 characters": ["training-1", "x".repeat(201)],
      "a key with \\u0000": ["training-1", "a\u0000"],
      "a key with a lone surrogate": ["training-1", "\ud800"],
      "a key that is no string": ["training-1", ["k"] as unknown as string],
    };
    for (const [name, [streamId, key]] of Object.entries(names)) {
      it(name, async () => {
        await expect(store().save(streamId, key, snapshot)).rejects.toThrow(InvalidDataError);
        await expect(store().load(streamId, key)).rejects.toThrow(InvalidDataError);
      });
    }
  });

  describe("refused, and nothing saved, is", () => {
    const wrong: Record<string, Partial<Record<keyof Snapshot, unknown>>> = {
      "version 0": { version: 0 },
      "a fractional version": { version: 1.5 },
      "a version that is no safe integer": { version: 2 ** 53 },
      "a version as text": { version: "1" },
      "position 0": { position: 0 },
      "an infinite position": { position: Infinity },
      "no position": { position: undefined },
    };
    for (const [name, part] of Object.entries(wrong)) {
      it(name, async () => {
        const streamId = newStream();
        await expect(store().save(streamId, "k", { ...snapshot, ...part } as Snapshot)).rejects.toThrow(
          InvalidDataError,
        );
        expect(await store().load(streamId, "k")).toBeUndefined();
      });
    }
  });
}
