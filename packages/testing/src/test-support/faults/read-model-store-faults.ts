import { nameOfBuild, type Row, type TableChanges } from "@factum/core";
import type { OpenedReadModelStore } from "../../contract/read-model-store-contract.js";
import { brokenReadModels, comeAsFar, keyOf, modelOf, onQuery } from "./broken-read-models.js";

export const READ_MODEL_STORE_FAULTS: Readonly<Record<string, () => OpenedReadModelStore>> = {
  "The checkpoint moves in a transaction of its own, before the rows": () =>
    brokenReadModels((store, listeners) => ({
      commit: async (move, build, changes) => {
        if (!(await listeners.advance(move))) return false;
        return store.commit({ ...move, from: move.to, parked: [], replayed: [] }, build, changes);
      },
    })),
  "The rows are written in a transaction of their own, before the checkpoint moves": () =>
    brokenReadModels((store, listeners) => ({
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
    brokenReadModels((store) => ({
      commit: (move, build, changes) => store.commit({ ...move, to: move.from }, build, changes),
    })),
  "Dead letters are not kept with the rows": () =>
    brokenReadModels((store) => ({
      commit: (move, build, changes) => store.commit({ ...move, parked: [] }, build, changes),
    })),
  "Rows are never deleted": () =>
    brokenReadModels((store) => ({
      commit: (move, build, changes) =>
        store.commit(
          move,
          build,
          changes.map((each) => ({ ...each, deletes: [] })),
        ),
    })),
  "Of several tables only the first is written": () =>
    brokenReadModels((store) => ({ commit: (move, build, changes) => store.commit(move, build, changes.slice(0, 1)) })),
  "A batch is folded onto the rows of the live build": () =>
    brokenReadModels((store) => ({
      load: async (table, build, keys) => {
        const { live } = await store.builds(modelOf(table));
        return store.load(table, Math.min(build, live), keys);
      },
    })),
  "Rows are loaded whether or not they were asked for": () =>
    brokenReadModels((store) => ({
      load: async (table, build, keys) => {
        const asked = await store.load(table, build, keys);
        const { live } = await store.builds(modelOf(table));
        return build === live ? store.query(table, {}) : asked;
      },
    })),
  "A build is swapped in before it has caught up": () =>
    brokenReadModels((store, listeners) => ({
      swap: async (model) => {
        await comeAsFar(store, listeners, model);
        return store.swap(model);
      },
    })),
  "A build is never swapped in": () =>
    brokenReadModels((store) => ({
      swap: async (model) => {
        await store.builds(model);
        return false;
      },
    })),
  "The old tables go with the swap": () =>
    brokenReadModels((store) => ({
      swap: async (model) => {
        const isSwapped = await store.swap(model);
        if (isSwapped) await store.dropOldBuilds(model);
        return isSwapped;
      },
    })),
  "A build is started twice": () =>
    brokenReadModels((store) => ({
      startBuild: async (model) => {
        const { building } = await store.builds(model);
        return building === null ? store.startBuild(model) : building + 1;
      },
    })),
  "A build that has dead letters is swapped in": () =>
    brokenReadModels(
      () => ({}),
      () => ({ hasDeadLetters: () => false }),
    ),
  "A build that has dead letters is never swapped in, whatever is accepted": () =>
    brokenReadModels((store) => ({ swap: (model) => store.swap(model) })),
  "What is accepted as missing may be all that is still to come": () =>
    brokenReadModels((store, listeners) => ({
      swap: async (model, options) => {
        if (options?.acceptMissing === true) await comeAsFar(store, listeners, model);
        return store.swap(model, options);
      },
    })),
  "A build that is given up leaves its checkpoint and its dead letters": () =>
    brokenReadModels(
      () => ({}),
      () => ({ drop: () => {} }),
    ),
  "A build that is given up leaves its rows": () => {
    const committed = new Map<string, TableChanges[]>();
    const left = new Map<string, readonly TableChanges[]>();
    const kept = new Set<string>();
    return brokenReadModels(
      (store) => ({
        commit: async (move, build, changes) => {
          const isDone = await store.commit(move, build, changes);
          for (const each of isDone ? changes : []) {
            const name = nameOfBuild(modelOf(each.table), build);
            committed.set(name, [...(committed.get(name) ?? []), each]);
          }
          return isDone;
        },
        cancelBuild: async (model) => {
          const build = await store.cancelBuild(model);
          left.set(model.name, committed.get(nameOfBuild(model, build)) ?? []);
          return build;
        },
        startBuild: async (model) => {
          const build = await store.startBuild(model);
          const changes = left.get(model.name) ?? [];
          store.changeNow(build, changes);
          for (const { table } of changes) kept.add(nameOfBuild(table, build));
          return build;
        },
      }),
      // A listener that is declared anew empties its tables.
      (listeners) => ({
        onReset: (empty) => listeners.onReset((tables) => empty(tables.filter((table) => !kept.has(table)))),
      }),
    );
  },
  "Whoever runs the live build is not told that the new one was given up": () => {
    let isCanceling = false;
    return brokenReadModels(
      (store) => ({
        cancelBuild: async (model) => {
          isCanceling = true;
          const canceled = store.cancelBuild(model);
          isCanceling = false;
          return canceled;
        },
      }),
      (listeners) => ({ unsettle: (name) => (isCanceling ? undefined : listeners.unsettle(name)) }),
    );
  },
  "To give up what nobody makes is passed over in silence": () =>
    brokenReadModels((store) => ({
      cancelBuild: async (model) => {
        const { live, building } = await store.builds(model);
        return building === null ? live + 1 : store.cancelBuild(model);
      },
    })),
  "Other columns are taken without a new version": () =>
    brokenReadModels((store) => ({ prepare: (model) => store.prepare(model).catch(() => store.builds(model)) })),
  "A table that is not prepared is empty": () =>
    brokenReadModels((store) => ({
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
  "What is counted is the whole table": () => brokenReadModels((store) => ({ count: (table) => store.count(table) })),
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
