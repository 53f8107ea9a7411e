import {
  type Lease,
  nameOfBuild,
  nameOfTable,
  type ReadModelTable,
  type ReadModelTables,
  type TableChanges,
} from "@factum/core";
import type { PgStore } from "../connect/open-pg.js";

/** A table whose read model is nothing else, and the lease of its listener. */
export interface KeptTable {
  readonly table: ReadModelTable;
  readonly model: ReadModelTables;
  readonly lease: Lease;
  commit(from: number, to: number, changes?: Partial<Omit<TableChanges, "table">>): Promise<boolean>;
  position(): Promise<number>;
}

/** A table, with its key, as the only one of a read model of the same name. */
export function aTable(
  name: string,
  columns: Readonly<Record<string, ReadModelTable["columns"][number]["type"]>>,
  key: readonly string[],
): ReadModelTable {
  return {
    name,
    readModel: name,
    version: 1,
    columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, nullable: false })),
    key,
    indexes: [],
  };
}

export function modelOf(table: ReadModelTable): ReadModelTables {
  return { name: table.readModel, version: table.version, tables: [table] };
}

/** Prepares a table, and takes the lease of one build of it. */
export async function keepTable(
  { readModels, listeners }: Pick<PgStore, "readModels" | "listeners">,
  table: ReadModelTable,
  { build = 1, ttlMs = 600_000 }: { readonly build?: number; readonly ttlMs?: number } = {},
): Promise<KeptTable> {
  const model = modelOf(table);
  await readModels.prepare(model);
  const name = nameOfBuild(model, build);
  await listeners.declare({ name, kind: "read-model", shards: 1, tables: [nameOfBuild(table, build)] });
  const [lease] = await listeners.acquire({ listeners: [name], owner: "test", ttlMs });
  if (lease === undefined) throw new TypeError(`The lease of ${nameOfTable(model)} was not to be had.`);
  return {
    table,
    model,
    lease,
    commit: (from, to, changes = {}) =>
      readModels.commit({ lease, from, to, parked: [], replayed: [] }, build, [
        { table, upserts: [], deletes: [], ...changes },
      ]),
    position: async () => (await listeners.checkpoints([name]))[0]?.position ?? Number.NaN,
  };
}
