import { MemorySnapshotStore, type Snapshot, type SnapshotStore } from "@factum/core";
import { changed } from "./changed.js";

export const SNAPSHOT_STORE_FAULTS: Readonly<Record<string, () => SnapshotStore>> = {
  "A snapshot is returned for another state schema's hash": () =>
    broken((store) => ({
      load: async (streamId, key) => (await store.load(streamId, key)) && store.load(streamId, "one"),
      save: async (streamId, key, snapshot) => {
        await store.save(streamId, key, snapshot);
        await store.save(streamId, "one", snapshot);
      },
    })),
  "A snapshot is returned for another stream": () => {
    const last = new Map<string, Snapshot>();
    return broken((store) => ({
      load: async (streamId, key) => (await store.load(streamId, key)) ?? last.get(key),
      save: async (streamId, key, snapshot) => {
        await store.save(streamId, key, snapshot);
        last.set(key, snapshot);
      },
    }));
  },
  "A snapshot of a lower version takes the place of a higher one": () =>
    overMap((snapshots, name, snapshot) => snapshots.set(name, structuredClone(snapshot))),
  "Only the first snapshot of a stream is kept": () =>
    overMap((snapshots, name, snapshot) => {
      if (!snapshots.has(name)) snapshots.set(name, structuredClone(snapshot));
    }),
  "The state is the very object that was saved": () =>
    overMap((snapshots, name, snapshot) => {
      if (snapshot.version > (snapshots.get(name)?.version ?? 0)) snapshots.set(name, snapshot);
    }),
  "The position is not kept": () =>
    broken((store) => ({
      load: async (streamId, key) => {
        const snapshot = await store.load(streamId, key);
        return snapshot && { ...snapshot, position: snapshot.version };
      },
    })),
  "What cannot be stored exactly is stored": () =>
    broken((store) => ({
      save: (streamId, key, snapshot) =>
        store.save(streamId, key, { ...snapshot, state: JSON.parse(JSON.stringify(snapshot.state ?? null)) }),
    })),
  "Any key is taken": () =>
    broken((store) => ({
      load: (streamId, key) => store.load(streamId, `${key}`.replaceAll("\u0000", "").slice(0, 200) || "none"),
      save: (streamId, key, snapshot) =>
        store.save(streamId, `${key}`.replaceAll("\u0000", "").slice(0, 200) || "none", snapshot),
    })),
};

function broken(changes: (store: MemorySnapshotStore) => Partial<SnapshotStore>): SnapshotStore {
  const store = new MemorySnapshotStore();
  return changed<SnapshotStore>(store, changes(store));
}

/** What is valid is kept as `keep` does it. */
function overMap(keep: (snapshots: Map<string, Snapshot>, name: string, snapshot: Snapshot) => unknown): SnapshotStore {
  const snapshots = new Map<string, Snapshot>();
  return broken((store) => ({
    load: async (streamId, key) => {
      await store.load(streamId, key);
      return snapshots.get(JSON.stringify([streamId, key]));
    },
    save: async (streamId, key, snapshot) => {
      await store.save(streamId, key, snapshot);
      keep(snapshots, JSON.stringify([streamId, key]), snapshot);
    },
  }));
}
