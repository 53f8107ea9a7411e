import { MemoryEventStore, MemoryOutcomeStore } from "@factum/core";
import { outcomeStoreContract } from "@factum/testing/contract";

outcomeStoreContract({
  name: "The outcome store",
  open: async () => {
    // The log that the outcomes' commands append to; the suite reads it, and appends to it past the store.
    const events = new MemoryEventStore();
    const store = new MemoryOutcomeStore(events);
    return { store, another: store, events, close: async () => {} };
  },
});
