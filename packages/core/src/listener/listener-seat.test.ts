import { describe, expect, it } from "vitest";
import { MemoryListenerStore } from "../memory/memory-listener-store.js";
import type { Listener } from "./listener.js";
import { ListenerSeat } from "./listener-seat.js";

describe("a listener in a process", () => {
  it("that was replaced before its epochs were known is found to have been", async () => {
    const names = ["list_v1", "list_v1_b2"];
    const listener: Listener = {
      title: "List",
      onFailure: "pause",
      // Whenever it is asked, another build has taken the place of the one before, as long as there is one.
      async resolve() {
        const name = names.length > 1 ? names.shift() : names[0];
        const declaration = { name: name ?? "", kind: "read-model", shards: 1, tables: [] } as const;
        return [{ declaration, keysOf: () => [], apply: async () => true }];
      },
    };
    const seat = new ListenerSeat(listener);
    await seat.resolve(new MemoryListenerStore());
    expect(seat.liveName).toBe("list_v1_b2");
  });
});
