import type { Listener, ListenerBatch, ReadModelStore, Row } from "@factum/core";
import { aTable, modelOf } from "./kept-table.js";

export const COUNTING_TABLE = aTable("counting", { event: "text", times: "integer" }, ["event"]);
export const COUNTING_LISTENER = "counting_v1";

/** A listener that counts how often it handles each event: a row an event, in the same transaction as its checkpoint. */
export function countingListener(store: ReadModelStore): Listener {
  return {
    title: "Counting",
    onFailure: "pause",
    async resolve() {
      await store.prepare(modelOf(COUNTING_TABLE));
      const declaration = {
        name: COUNTING_LISTENER,
        kind: "read-model",
        shards: 1,
        tables: [COUNTING_LISTENER],
      } as const;
      return [{ declaration, keysOf: ({ eventId }) => [eventId], apply }];
    },
  };

  async function apply({ move, events }: ListenerBatch): Promise<boolean> {
    const keys = events.map(({ eventId }): Row => ({ event: eventId }));
    const rows = keys.length === 0 ? [] : await store.load(COUNTING_TABLE, 1, keys);
    const times = new Map(rows.map((row) => [row.event, Number(row.times)]));
    const upserts = events.map(({ eventId }) => ({ event: eventId, times: (times.get(eventId) ?? 0) + 1 }));
    return store.commit(move, 1, [{ table: COUNTING_TABLE, upserts, deletes: [] }]);
  }
}
