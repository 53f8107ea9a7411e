import { MemoryEventStore } from "@factum/core";
import { eventStoreContract } from "@factum/testing/contract";
import { CountingEventStore } from "./counting-event-store.js";

eventStoreContract({
  name: "CountingEventStore",
  // Random sequences of appends, each compared with a model. More of them find more, and take longer.
  modelRuns: 25,
  open: async () => {
    const log = new MemoryEventStore();
    return { store: new CountingEventStore(log), another: new CountingEventStore(log), close: async () => {} };
  },
});
