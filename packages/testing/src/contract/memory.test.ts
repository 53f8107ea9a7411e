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

/** What is in memory is in one process: there is no other way to it. */
function alone<Opened extends { readonly store: unknown }>(opened: Opened): Opened & { another: Opened["store"] } {
  return { ...opened, another: opened.store };
}

eventStoreContract({
  name: "MemoryEventStore",
  open: async () => alone({ store: new MemoryEventStore(), close }),
  modelRuns: 1_000,
});

readModelStoreContract({
  name: "MemoryReadModelStore",
  open: async () => {
    const listeners = new MemoryListenerStore();
    return alone({ store: new MemoryReadModelStore({ listeners }), listeners, close });
  },
});

inlineReadModelContract({
  name: "MemoryEventStore",
  open: async (readModels) => {
    const listeners = new MemoryListenerStore();
    const store = new MemoryReadModelStore({ listeners });
    const events = new MemoryEventStore({ inline: { readModels, store } });
    return { events, another: events, readModels: store, listeners, close };
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
    return alone({ store: new MemoryListenerStore({ clock }), expire, close });
  },
});

snapshotStoreContract({
  name: "MemorySnapshotStore",
  open: async () => alone({ store: new MemorySnapshotStore(), close }),
});

outcomeStoreContract({
  name: "MemoryOutcomeStore",
  open: async () => {
    const events = new MemoryEventStore();
    return alone({ store: new MemoryOutcomeStore(events), events, close });
  },
});

notifierContract({
  name: "MemoryNotifier",
  open: async () => {
    const told: unknown[] = [];
    const notifier = new MemoryNotifier({ onError: (error) => void told.push(error) });
    return { notifier, another: notifier, told, interrupt: null, close };
  },
});
