import {
  MemoryEventStore,
  MemoryListenerStore,
  MemoryNotifier,
  MemoryOutcomeStore,
  MemoryReadModelStore,
  MemorySnapshotStore,
} from "@factum/core";
import {
  eventStoreContract,
  inlineReadModelContract,
  listenerStoreContract,
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
  open: async () => {
    const listeners = new MemoryListenerStore();
    return { store: new MemoryReadModelStore({ listeners }), listeners, close };
  },
});

inlineReadModelContract({
  name: "MemoryEventStore",
  open: async (readModels) => {
    const listeners = new MemoryListenerStore();
    const store = new MemoryReadModelStore({ listeners });
    const events = new MemoryEventStore({ inline: { readModels, store } });
    return { events, readModels: store, listeners, close };
  },
});

listenerStoreContract({
  name: "MemoryListenerStore",
  open: async () => {
    let time = Date.now();
    const clock = { now: () => new Date(time).toISOString() };
    // Every lease expires, of whatever test: each test has listeners of its own, and looks at once.
    const expire = async () => {
      time += 24 * 3_600_000;
    };
    return { store: new MemoryListenerStore({ clock }), expire, close };
  },
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
  open: async () => {
    const told: unknown[] = [];
    return { notifier: new MemoryNotifier({ onError: (error) => void told.push(error) }), told, close };
  },
});
