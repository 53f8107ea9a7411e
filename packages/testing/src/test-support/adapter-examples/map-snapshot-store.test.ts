import { snapshotStoreContract } from "@factum/testing/contract";
import { MapSnapshotStore } from "./map-snapshot-store.js";

snapshotStoreContract({
  name: "MapSnapshotStore",
  open: async () => {
    const saved = new Map<string, string>();
    return { store: new MapSnapshotStore(saved), another: new MapSnapshotStore(saved), close: async () => {} };
  },
});
