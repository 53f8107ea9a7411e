import {
  MemoryEventStore,
  MemoryNotifier,
  MemoryOutcomeStore,
  MemoryReadModelStore,
  MemorySnapshotStore,
} from "@factum/core";
import {
  eventStoreContract,
  notifierContract,
  outcomeStoreContract,
  readModelStoreContract,
  snapshotStoreContract,
} from "./index.js";

const close = async () => {};

eventStoreContract({
  name: "MemoryEventStore",
  open: async () => ({ store: new MemoryEventStore(), close }),
  modelRuns: 1_000,
});

readModelStoreContract({
  name: "MemoryReadModelStore",
  open: async () => ({ store: new MemoryReadModelStore(), close }),
});

snapshotStoreContract({
  name: "MemorySnapshotStore",
  open: async () => ({ store: new MemorySnapshotStore(), close }),
});

outcomeStoreContract({
  name: "MemoryOutcomeStore",
  open: async () => {
    const events = new MemoryEventStore();
    return { store: new MemoryOutcomeStore(events), events, close };
  },
});

notifierContract({
  name: "MemoryNotifier",
  open: async () => ({ notifier: new MemoryNotifier({ onError: () => {} }), close }),
});
