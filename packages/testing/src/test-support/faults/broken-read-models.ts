import {
  MemoryListenerStore,
  MemoryReadModelStore,
  nameOfBuild,
  type ReadModelStore,
  type ReadModelTable,
  type ReadModelTables,
  type Row,
} from "@factum/core";
import type { OpenedReadModelStore } from "../../contract/read-model-store-contract.js";
import { changed } from "./changed.js";

type Changes = (store: MemoryReadModelStore, listeners: MemoryListenerStore) => Partial<ReadModelStore>;

/**
 * A store in memory, right but for these changes.
 *
 * @param ofListeners what the store does to the checkpoints of its builds
 */
export function brokenReadModels(
  changes: Changes,
  ofListeners: (listeners: MemoryListenerStore) => Partial<MemoryListenerStore> = () => ({}),
): OpenedReadModelStore {
  const listeners = new MemoryListenerStore();
  const store = new MemoryReadModelStore({ listeners: changed(listeners, ofListeners(listeners)) });
  const faulty = changed<ReadModelStore>(store, changes(store, listeners));
  return { store: faulty, another: faulty, listeners, close: async () => {} };
}

export function onQuery(
  query: (store: ReadModelStore, ...args: Parameters<ReadModelStore["query"]>) => ReturnType<ReadModelStore["query"]>,
): OpenedReadModelStore {
  return brokenReadModels((store) => ({
    query: async (table, asked) => {
      // What is refused is refused still.
      await store.query(table, asked);
      return query(store, table, asked);
    },
  }));
}

/** Moves the checkpoint of the build that is being made to that of the live one. */
export async function comeAsFar(
  store: ReadModelStore,
  listeners: MemoryListenerStore,
  model: Pick<ReadModelTables, "name" | "version">,
): Promise<void> {
  const { live, building } = await store.builds(model);
  if (building === null) return;
  const [old] = await listeners.checkpoints([nameOfBuild(model, live)]);
  const name = nameOfBuild(model, building);
  const [young] = await listeners.checkpoints([name]);
  if (old === undefined || young === undefined || young.position >= old.position) return;
  const [lease] = await listeners.acquire({ listeners: [name], owner: "swap", ttlMs: 1 });
  const move = { from: young.position, to: old.position, parked: [], replayed: [] };
  await listeners.advance({ lease: lease ?? young, ...move });
}

export function modelOf({ readModel, version }: ReadModelTable) {
  return { name: readModel, version };
}

export function keyOf(table: ReadModelTable, row: Row): string {
  return JSON.stringify(table.key.map((name) => row[name]));
}
