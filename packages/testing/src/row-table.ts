import { foldRows, type ReadModel, type RecordedEvent, type Row } from "@factum/core";
import { frozenCopy } from "./free-checks/frozen-copy.js";
import { rowFitsTable } from "./free-checks/row-fits-table.js";
import { withoutMutation } from "./free-checks/without-mutation.js";

/** The rows of a read model after the given batches of events, sorted by key. */
export function rowsAfter(readModel: ReadModel, batches: readonly (readonly RecordedEvent[])[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const batch of batches) {
    const { upserts, deletes } = withoutMutation(`${readModel.name}'s fold`, () => {
      const fold = foldRows(readModel, batch);
      return fold.onto(fold.keys.map((key) => rows.get(keyText(readModel, key))).filter((row) => row !== undefined));
    });
    for (const row of upserts) {
      rowFitsTable(readModel, row);
      rows.set(keyText(readModel, row), frozenCopy(row));
    }
    for (const key of deletes) rows.delete(keyText(readModel, key));
  }
  return sortedByKey(readModel, [...rows.values()]);
}

export function sortedByKey(readModel: Pick<ReadModel, "table">, rows: readonly Row[]): readonly Row[] {
  return rows
    .map((row) => ({ row, text: keyText(readModel, row) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row);
}

function keyText({ table }: Pick<ReadModel, "table">, row: Row): string {
  return JSON.stringify(table.key.map((column) => row[column] ?? null));
}
