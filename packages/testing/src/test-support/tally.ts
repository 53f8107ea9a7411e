import { type Listener, MemoryListenerStore, type Row, type StoredEvent } from "@factum/core";
import type { ProjectionStore } from "../pg/projection-spec.js";

export type Tables = Readonly<Record<string, Row[]>>;
/** @param index of the event in its batch */
export type Handle = (event: StoredEvent, tables: Tables, index: number) => void;

/**
 * A projection as far as specs can tell: its tables are arrays, and SQL that reads one finds it by its name. That specs hold on
 * Postgres is shown beside `pgProjection`.
 */
export function tally(handle: Handle, names: readonly string[] = ["tally"]): [Listener, ProjectionStore] {
  const tables: Tables = Object.fromEntries(names.map((name) => [name, []]));
  // A table has columns without rows, too: those of the rows that it has had.
  const columns = Object.fromEntries(names.map((name) => [name, new Set<string>()]));
  const listeners = new MemoryListenerStore();
  listeners.onReset((emptied) => {
    for (const name of emptied) tables[name]?.splice(0);
  });
  const listener: Listener = {
    title: "Tally",
    sources: [{ category: "door", types: ["Opened", "Locked"] }],
    onFailure: "pause",
    resolve: async () => [
      {
        declaration: { name: "tally_v1", kind: "projection", shards: 1, tables: names },
        keysOf: ({ streamId }) => [streamId],
        async apply({ events, move }) {
          for (const [index, event] of events.entries()) handle(event, tables, index);
          return listeners.advance(move);
        },
      },
    ],
  };
  const query = async (text: string) => {
    const name = names.find((each) => text.includes(`"factum"."${each}"`)) ?? "";
    const rows = [...(tables[name] ?? [])];
    for (const column of rows.flatMap(Object.keys)) columns[name]?.add(column);
    return { rows, fields: [...(columns[name] ?? [])].map((column) => ({ name: column })) };
  };
  return [listener, { listeners, pool: { query } }];
}
