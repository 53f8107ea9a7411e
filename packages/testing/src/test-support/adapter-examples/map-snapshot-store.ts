import { assertSnapshot, assertSnapshotKey, type Snapshot, type SnapshotStore } from "@factum/core";

/** Snapshots as JSON in a Map. */
export class MapSnapshotStore implements SnapshotStore {
  readonly #saved: Map<string, string>;

  constructor(saved: Map<string, string>) {
    this.#saved = saved;
  }

  async load(streamId: string, key: string): Promise<Snapshot | undefined> {
    assertSnapshotKey(streamId, key);
    return this.#find(streamId, key);
  }

  async save(streamId: string, key: string, snapshot: Snapshot): Promise<void> {
    assertSnapshot(streamId, key, snapshot);
    const { version, position, state } = snapshot;
    if (version <= (this.#find(streamId, key)?.version ?? 0)) return;
    this.#saved.set(JSON.stringify([streamId, key]), JSON.stringify({ version, position, state }));
  }

  #find(streamId: string, key: string): Snapshot | undefined {
    const json = this.#saved.get(JSON.stringify([streamId, key]));
    return json === undefined ? undefined : JSON.parse(json);
  }
}
