import type { ReadModelTable, Row } from "../ports/read-model-store.js";

/** One text per key of a table's rows: equal keys give equal texts, whatever the order of their fields. */
export function rowKeyText(table: Pick<ReadModelTable, "key">, row: Row): string {
  return JSON.stringify(table.key.map((column) => row[column] ?? null));
}
