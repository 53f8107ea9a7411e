import { MemoryEventStore, MemoryListenerStore, MemoryReadModelStore } from "@factum/core";
import { inlineReadModelContract } from "@factum/testing/contract";

inlineReadModelContract({
  name: "The event store with inline read models",
  // The suite says which read models appends are to write.
  open: async (readModels) => {
    const listeners = new MemoryListenerStore();
    const store = new MemoryReadModelStore({ listeners });
    const events = new MemoryEventStore({ inline: { readModels, store } });
    // Another process knows the same read models. In memory there is none.
    return { events, another: events, readModels: store, listeners, close: async () => {} };
  },
});
