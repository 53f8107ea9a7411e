import type { Listener, ReadModelStore, ReadModelTable, Row } from "@factum/core";

export const COUNTING_TABLE: ReadModelTable = {
  name: "counting",
  version: 1,
  columns: [
    { name: "event", type: "text", nullable: false },
    { name: "times", type: "integer", nullable: false },
  ],
  key: ["event"],
};

/** A listener that counts how often it handles each event: a row an event, in the same transaction as its checkpoint. */
export function countingListener(store: ReadModelStore): Listener {
  return {
    name: COUNTING_TABLE.name,
    async prepare() {
      await store.prepare(COUNTING_TABLE);
      return store.checkpoint(COUNTING_TABLE);
    },
    async apply({ from, to, events }) {
      const keys = events.map(({ eventId }): Row => ({ event: eventId }));
      const rows = keys.length === 0 ? [] : await store.load(COUNTING_TABLE, keys);
      const times = new Map(rows.map((row) => [row.event, Number(row.times)]));
      const upserts = events.map(({ eventId }) => ({ event: eventId, times: (times.get(eventId) ?? 0) + 1 }));
      return store.commit(COUNTING_TABLE, { from, to, upserts, deletes: [] });
    },
    reset: () => store.reset(COUNTING_TABLE),
  };
}
