import { isDeepStrictEqual } from "node:util";
import { NotPreparedError } from "../errors/not-prepared-error.js";
import { keyText } from "../listener/fold-rows.js";
import { assertRowQuery } from "../ports/assert-row-query.js";
import { assertChanges, assertKeys } from "../ports/assert-rows.js";
import type {
  BatchChanges,
  ColumnOrder,
  ReadModelStore,
  ReadModelTable,
  Row,
  RowQuery,
} from "../ports/read-model-store.js";
import type { JsonValue } from "../values/json.js";
import { nameOfTable } from "../values/name-of-table.js";
import { jsonCopy } from "./json-copy.js";

interface Contents {
  checkpoint: number;
  readonly rows: Map<string, Row>;
}

/** Read models in memory, for specs and for trying things out. */
export class MemoryReadModelStore implements ReadModelStore {
  readonly #tables = new Map<string, Contents>();

  async prepare(table: ReadModelTable): Promise<void> {
    const name = nameOfTable(table);
    if (!this.#tables.has(name)) this.#tables.set(name, { checkpoint: 0, rows: new Map() });
  }

  async checkpoint(table: ReadModelTable): Promise<number> {
    return this.#contents(table).checkpoint;
  }

  async load(table: ReadModelTable, keys: readonly Row[]): Promise<readonly Row[]> {
    assertKeys(table, keys);
    const { rows } = this.#contents(table);
    const found = keys.map((key) => rows.get(keyText({ table }, key))).filter((row) => row !== undefined);
    return found.map(jsonCopy);
  }

  async commit(table: ReadModelTable, changes: BatchChanges): Promise<boolean> {
    assertChanges(table, changes);
    const { from, to, upserts, deletes } = changes;
    const contents = this.#contents(table);
    if (contents.checkpoint !== from) return false;
    for (const row of upserts) contents.rows.set(keyText({ table }, row), jsonCopy(row));
    for (const key of deletes) contents.rows.delete(keyText({ table }, key));
    contents.checkpoint = to;
    return true;
  }

  async reset(table: ReadModelTable): Promise<void> {
    const contents = this.#contents(table);
    contents.rows.clear();
    contents.checkpoint = 0;
  }

  async query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]> {
    assertRowQuery(table, query);
    const { where = {}, orderBy = [], limit } = query;
    const conditions = Object.entries(where);
    const rows = [...this.#contents(table).rows.values()].filter((row) =>
      conditions.every(([column, value]) => isDeepStrictEqual(row[column], value)),
    );
    const sorted = rows.sort((a, b) => compareBy([...orderBy, ...table.key], a, b));
    return sorted.slice(0, limit).map(jsonCopy);
  }

  #contents(table: ReadModelTable): Contents {
    const contents = this.#tables.get(nameOfTable(table));
    if (contents === undefined) throw new NotPreparedError(nameOfTable(table));
    return contents;
  }
}

/** By code point for strings, as Postgres orders text under collation "C"; null last, and first where it falls. */
function compareBy(columns: readonly ColumnOrder[], a: Row, b: Row): number {
  for (const order of columns) {
    const column = typeof order === "string" ? order : order.column;
    const rising = compare(a[column] ?? null, b[column] ?? null);
    if (rising !== 0) return typeof order === "string" ? rising : -rising;
  }
  return 0;
}

function compare(a: JsonValue, b: JsonValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
