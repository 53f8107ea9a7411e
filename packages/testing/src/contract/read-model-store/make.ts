import { type Column, type ReadModelStore, type ReadModelTable, type Row, uuidv7 } from "@factum/core";

/** A table that no other test knows. */
export function newTable(columns: readonly Column[] = ID_AND_TITLE, key: readonly string[] = ["id"]): ReadModelTable {
  return { name: `contract_${uuidv7().replaceAll("-", "_")}`, version: 1, columns, key };
}

export function column(name: string, type: Column["type"], nullable = false): Column {
  return { name, type, nullable };
}

const ID_AND_TITLE = [column("id", "text"), column("title", "text")];

/** A prepared table that holds the given rows. */
export async function tableOf(
  store: ReadModelStore,
  rows: readonly Row[],
  table: ReadModelTable = newTable(),
): Promise<ReadModelTable> {
  await store.prepare(table);
  await store.commit(table, { from: 0, to: 1, upserts: rows, deletes: [] });
  return table;
}

export async function allRows(store: ReadModelStore, table: ReadModelTable): Promise<readonly Row[]> {
  return store.query(table, { orderBy: table.key });
}
