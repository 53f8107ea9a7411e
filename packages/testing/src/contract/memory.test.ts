import { MemoryEventStore, MemoryNotifier, MemoryReadModelStore } from "@factum/core";
import { eventStoreContract, notifierContract, readModelStoreContract } from "./index.js";

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

notifierContract({
  name: "MemoryNotifier",
  open: async () => ({ notifier: new MemoryNotifier({ onError: () => {} }), close }),
});
