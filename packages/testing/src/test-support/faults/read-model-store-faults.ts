import {
  MemoryListenerStore,
  MemoryReadModelStore,
  nameOfBuild,
  type ReadModelStore,
  type ReadModelTable,
  type Row,
} from "@factum/core";
import type { OpenedReadModelStore } from "../../contract/read-model-store-contract.js";
import { changed } from "./changed.js";

type Changes = (store: ReadModelStore, listeners: MemoryListenerStore) => Partial<ReadModelStore>;

export const READ_MODEL_STORE_FAULTS: Readonly<Record<string, () => OpenedReadModelStore>> = {
  "The checkpoint moves in a transaction of its own, before the rows": () =>
    broken((store, listeners) => ({
      commit: async (move, build, changes) => {
        if (!(await listeners.advance(move))) return false;
        return store.commit({ ...move, from: move.to, parked: [], replayed: [] }, build, changes);
      },
    })),
  "The rows are written in a transaction of their own, before the checkpoint moves": () =>
    broken((store, listeners) => ({
      commit: async (move, build, changes) => {
        const lease = (await listeners.checkpoints([move.lease.listener])).find(
          ({ shard }) => shard === move.lease.shard,
        );
        if (lease !== undefined && move.to >= move.from) {
          const stays = { from: lease.position, to: lease.position, parked: [], replayed: [] };
          await store.commit({ lease, ...stays }, build, changes);
        }
        return store.commit(move, build, []);
      },
    })),
  "The checkpoint does not move": () =>
    broken((store) => ({
      commit: (move, build, changes) => store.commit({ ...move, to: move.from }, build, changes),
    })),
  "Dead letters are not kept with the rows": () =>
    broken((store) => ({
      commit: (move, build, changes) => store.commit({ ...move, parked: [] }, build, changes),
    })),
  "Rows are never deleted": () =>
    broken((store) => ({
      commit: (move, build, changes) =>
        store.commit(
          move,
          build,
          changes.map((each) => ({ ...each, deletes: [] })),
        ),
    })),
  "Of several tables only the first is written": () =>
    broken((store) => ({ commit: (move, build, changes) => store.commit(move, build, changes.slice(0, 1)) })),
  "A batch is folded onto the rows of the live build": () =>
    broken((store) => ({
      load: async (table, build, keys) => {
        const { live } = await store.builds(modelOf(table));
        return store.load(table, Math.min(build, live), keys);
      },
    })),
  "Rows are loaded whether or not they were asked for": () =>
    broken((store) => ({
      load: async (table, build, keys) => {
        const asked = await store.load(table, build, keys);
        const { live } = await store.builds(modelOf(table));
        return build === live ? store.query(table, {}) : asked;
      },
    })),
  "A build is swapped in before it has caught up": () =>
    broken((store, listeners) => ({
      swap: async (model) => {
        const { live, building } = await store.builds(model);
        if (building === null) return false;
        const [old] = await listeners.checkpoints([nameOfBuild(model, live)]);
        const name = nameOfBuild(model, building);
        const [young] = await listeners.checkpoints([name]);
        if (old !== undefined && young !== undefined && young.position < old.position) {
          const [lease] = await listeners.acquire({ listeners: [name], owner: "swap", ttlMs: 1 });
          const move = { from: young.position, to: old.position, parked: [], replayed: [] };
          await listeners.advance({ lease: lease ?? young, ...move });
        }
        return store.swap(model);
      },
    })),
  "A build is never swapped in": () =>
    broken((store) => ({
      swap: async (model) => {
        await store.builds(model);
        return false;
      },
    })),
  "The old tables go with the swap": () =>
    broken((store) => ({
      swap: async (model) => {
        const isSwapped = await store.swap(model);
        if (isSwapped) await store.dropOldBuilds(model);
        return isSwapped;
      },
    })),
  "A build is started twice": () =>
    broken((store) => ({
      startBuild: async (model) => {
        const { building } = await store.builds(model);
        return building === null ? store.startBuild(model) : building + 1;
      },
    })),
  "Other columns are taken without a new version": () =>
    broken((store) => ({ prepare: (model) => store.prepare(model).catch(() => store.builds(model)) })),
  "A table that is not prepared is empty": () =>
    broken((store) => ({
      query: (table, query) =>
        store.query(table, query).catch((error) => {
          if (error.code === "not-prepared") return [];
          throw error;
        }),
    })),
  "Rows are cut to the limit before they are sorted": () =>
    onQuery(async (store, table, { orderBy, limit, ...query }) => {
      const cut = await store.query(table, { ...query, ...(limit !== undefined && { limit }) });
      const sorted = await store.query(table, { ...query, ...(orderBy && { orderBy }) });
      const keys = new Set(cut.map((row) => keyOf(table, row)));
      return sorted.filter((row) => keys.has(keyOf(table, row)));
    }),
  "Text is sorted by the language of the server": () =>
    onQuery(async (store, table, query) => {
      const rows = await store.query(table, query);
      const [column] = query.orderBy ?? [];
      return typeof column === "string" && rows.every((row) => typeof row[column] === "string")
        ? rows.toSorted((a, b) => String(a[column]).localeCompare(String(b[column])))
        : rows;
    }),
  "Falling is taken for rising": () =>
    onQuery((store, table, { orderBy, ...query }) =>
      store.query(table, {
        ...query,
        ...(orderBy && { orderBy: orderBy.map((order) => (typeof order === "string" ? order : order.column)) }),
      }),
    ),
  "Conditions after the first are not looked at": () =>
    onQuery((store, table, { where, ...query }) =>
      store.query(table, { ...query, ...(where && { where: Object.fromEntries(Object.entries(where).slice(0, 1)) }) }),
    ),
  "What is counted is the whole table": () => broken((store) => ({ count: (table) => store.count(table) })),
  "A row is the store's own": () => {
    const own = new Map<string, Row>();
    return onQuery(async (store, table, query) =>
      (await store.query(table, query)).map((row) => {
        const name = `${table.name} ${JSON.stringify(row)}`;
        if (!own.has(name)) own.set(name, row);
        return own.get(name) as Row;
      }),
    );
  },
};

function broken(changes: Changes): OpenedReadModelStore {
  const listeners = new MemoryListenerStore();
  const store = new MemoryReadModelStore({ listeners });
  const faulty = changed<ReadModelStore>(store, changes(store, listeners));
  return { store: faulty, another: faulty, listeners, close: async () => {} };
}

function onQuery(
  query: (store: ReadModelStore, ...args: Parameters<ReadModelStore["query"]>) => ReturnType<ReadModelStore["query"]>,
): OpenedReadModelStore {
  return broken((store) => ({
    query: async (table, asked) => {
      // What is refused is refused still.
      await store.query(table, asked);
      return query(store, table, asked);
    },
  }));
}

function modelOf({ readModel, version }: ReadModelTable) {
  return { name: readModel, version };
}

function keyOf(table: ReadModelTable, row: Row): string {
  return JSON.stringify(table.key.map((name) => row[name]));
}
