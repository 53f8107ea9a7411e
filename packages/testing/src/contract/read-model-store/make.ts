import {
  type CheckpointMove,
  type Column,
  type Lease,
  type ListenerControl,
  type ListenerStore,
  nameOfBuild,
  type ReadModelStore,
  type ReadModelTable,
  type ReadModelTables,
  type Row,
  type TableChanges,
  uuidv7,
} from "@factum/core";

/** What the tests work on. */
export interface Stores {
  readonly store: ReadModelStore;
  /** Where its checkpoints are. */
  readonly listeners: ListenerStore & ListenerControl;
}

/** A table that no other test knows. */
export function newTable(columns: readonly Column[] = ID_AND_TITLE, key: readonly string[] = ["id"]): ReadModelTable {
  const name = `contract_${uuidv7().replaceAll("-", "_")}`;
  return { name, readModel: name, version: 1, columns, key, indexes: [] };
}

export function column(name: string, type: Column["type"], nullable = false): Column {
  return { name, type, nullable };
}

const ID_AND_TITLE = [column("id", "text"), column("title", "text")];

/** The read model that has these tables. */
export function modelOf(...tables: readonly [ReadModelTable, ...ReadModelTable[]]): ReadModelTables {
  return { name: tables[0].readModel, version: tables[0].version, tables };
}

/** A build of a read model whose lease is held here. */
export interface KeptBuild {
  readonly lease: Lease;
  commit(
    from: number,
    to: number,
    changes: readonly TableChanges[],
    parked?: CheckpointMove["parked"],
  ): Promise<boolean>;
  position(): Promise<number>;
}

/** Declares a build of a prepared read model, and takes its lease. */
export async function keepBuild({ store, listeners }: Stores, model: ReadModelTables, build = 1): Promise<KeptBuild> {
  const name = nameOfBuild(model, build);
  const tables = model.tables.map((table) => nameOfBuild(table, build));
  await listeners.declare({ name, kind: "read-model", shards: 1, tables });
  const [lease] = await listeners.acquire({ listeners: [name], owner: "web-1", ttlMs: 3_600_000 });
  if (lease === undefined) throw new TypeError(`The lease of ${name} was not to be had.`);
  return {
    lease,
    commit: (from, to, changes, parked = []) => store.commit({ lease, from, to, parked, replayed: [] }, build, changes),
    position: async () => (await listeners.checkpoints([name]))[0]?.position ?? Number.NaN,
  };
}

/** A table, the read model that is nothing else, and the lease of its first build. */
export interface KeptTable {
  readonly table: ReadModelTable;
  readonly model: ReadModelTables;
  readonly build: KeptBuild;
  commit(from: number, to: number, changes: Partial<Omit<TableChanges, "table">>): Promise<boolean>;
  position(): Promise<number>;
}

/** A prepared table that holds the given rows, its checkpoint at 1. */
export async function tableOf(
  stores: Stores,
  rows: readonly Row[],
  table: ReadModelTable = newTable(),
): Promise<KeptTable> {
  const model = modelOf(table);
  await stores.store.prepare(model);
  const build = await keepBuild(stores, model);
  const commit: KeptTable["commit"] = (from, to, changes) =>
    build.commit(from, to, [{ table, upserts: [], deletes: [], ...changes }]);
  await commit(0, 1, { upserts: rows });
  return { table, model, build, commit, position: build.position };
}

export async function allRows(store: ReadModelStore, table: ReadModelTable): Promise<readonly Row[]> {
  return store.query(table, { orderBy: table.key });
}
