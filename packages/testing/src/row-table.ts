import {
  foldRows,
  HandlerError,
  type ReadModel,
  type ReadModelTable,
  type RecordedEvent,
  type Row,
} from "@factum/core";
import type { Checks } from "./free-checks/checks.js";
import { frozenCopy, handedCopy } from "./free-checks/frozen-copy.js";
import { rowFitsTable } from "./free-checks/row-fits-table.js";
import { withoutMutation } from "./free-checks/without-mutation.js";

/** The rows of each of a read model's tables after the given batches of events, sorted by key, in the order of its folds. */
export function rowsAfter(
  readModel: ReadModel,
  batches: readonly (readonly RecordedEvent[])[],
  checks: Checks,
): readonly (readonly Row[])[] {
  const tables = readModel.folds.map(({ title, table }) => ({ title, table, rows: new Map<string, Row>() }));
  for (const batch of batches) {
    const changes = withoutMutation(`${readModel.title}'s fold`, checks, () =>
      foldBatch(
        readModel,
        batch.map((event) => handedCopy(event, checks)),
        tables,
      ),
    );
    for (const [index, { title, table, rows }] of tables.entries()) {
      for (const row of changes[index]?.upserts ?? []) {
        rowFitsTable(title, table, row, checks);
        rows.set(keyText(table, row), frozenCopy(row));
      }
      for (const key of changes[index]?.deletes ?? []) rows.delete(keyText(table, key));
    }
  }
  return tables.map(({ table, rows }) => sortedByKey(table, [...rows.values()]));
}

function foldBatch(
  readModel: ReadModel,
  batch: readonly RecordedEvent[],
  tables: readonly { readonly rows: ReadonlyMap<string, Row> }[],
) {
  try {
    const fold = foldRows(readModel, batch);
    const stored = fold.tables.map(({ table, keys }, index) =>
      keys.map((key) => tables[index]?.rows.get(keyText(table, key))).filter((row) => row !== undefined),
    );
    return fold.onto(stored);
  } catch (error) {
    // Which event a handler failed at is the story of the spec already; what it threw is what a person wants to see.
    throw error instanceof HandlerError ? error.cause : error;
  }
}

function sortedByKey(table: ReadModelTable, rows: readonly Row[]): readonly Row[] {
  return rows
    .map((row) => ({ row, text: keyText(table, row) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row);
}

export function keyText({ key }: ReadModelTable, row: Row): string {
  return JSON.stringify(key.map((column) => row[column] ?? null));
}

/** {@link keyText} of what may lack a part of the key; undefined if it does. */
export function wholeKeyText(table: ReadModelTable, row: Row): string | undefined {
  return table.key.every((column) => row[column] !== undefined) ? keyText(table, row) : undefined;
}
