import { assertSnapshot, assertSnapshotKey } from "../ports/assert-snapshots.js";
import type { Snapshot, SnapshotStore } from "../ports/snapshot-store.js";
import { jsonCopy } from "./json-copy.js";

/** Snapshots in memory, for specs and for trying things out. */
export class MemorySnapshotStore implements SnapshotStore {
  readonly #snapshots = new Map<string, Snapshot>();

  async load(streamId: string, key: string): Promise<Snapshot | undefined> {
    assertSnapshotKey(streamId, key);
    const snapshot = this.#snapshots.get(nameOf(streamId, key));
    return snapshot === undefined ? undefined : jsonCopy(snapshot);
  }

  async save(streamId: string, key: string, snapshot: Snapshot): Promise<void> {
    assertSnapshot(streamId, key, snapshot);
    const name = nameOf(streamId, key);
    const { version, position, state } = snapshot;
    if (version <= (this.#snapshots.get(name)?.version ?? 0)) return;
    this.#snapshots.set(name, jsonCopy({ version, position, state }));
  }
}

function nameOf(streamId: string, key: string): string {
  return JSON.stringify([streamId, key]);
}
