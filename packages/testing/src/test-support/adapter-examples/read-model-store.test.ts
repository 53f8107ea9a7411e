import { MemoryListenerStore, MemoryReadModelStore } from "@factum/core";
import { readModelStoreContract } from "@factum/testing/contract";

readModelStoreContract({
  name: "The read model store",
  open: async () => {
    // Where the checkpoints are that move with the rows.
    const listeners = new MemoryListenerStore();
    const store = new MemoryReadModelStore({ listeners });
    return { store, another: store, listeners, close: async () => {} };
  },
});
