import { MemoryListenerStore } from "@factum/core";
import { listenerStoreContract } from "@factum/testing/contract";

listenerStoreContract({
  name: "The listener store",
  open: async () => {
    let time = Date.now();
    const store = new MemoryListenerStore({ clock: { now: () => new Date(time).toISOString() } });
    return {
      store,
      another: store,
      // By the store's clock. In a database: `update leases set expires_at = now() - interval '1 second' where …`.
      expire: async () => {
        time += 24 * 3_600_000;
      },
      close: async () => {},
    };
  },
});
