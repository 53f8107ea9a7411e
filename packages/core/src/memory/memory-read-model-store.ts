import { isDeepStrictEqual } from "node:util";
import { keyText } from "../listener/fold-rows.js";
import type { BatchChanges, ReadModelStore, ReadModelTable, Row, RowQuery } from "../ports/read-model-store.js";
import type { JsonValue } from "../values/json.js";
import { jsonCopy } from "./json-copy.js";

interface Contents {
  checkpoint: number;
  readonly rows: Map<string, Row>;
}

/** Read models in memory, for specs and for trying things out. */
export class MemoryReadModelStore implements ReadModelStore {
  readonly #tables = new Map<string, Contents>();

  async prepare(table: ReadModelTable): Promise<void> {
    if (!this.#tables.has(nameOf(table))) this.#tables.set(nameOf(table), { checkpoint: 0, rows: new Map() });
  }

  async checkpoint(table: ReadModelTable): Promise<number> {
    return this.#contents(table).checkpoint;
  }

  async load(table: ReadModelTable, keys: readonly Row[]): Promise<readonly Row[]> {
    const { rows } = this.#contents(table);
    const found = keys.map((key) => rows.get(keyText({ table }, key))).filter((row) => row !== undefined);
    return found.map(jsonCopy);
  }

  async commit(table: ReadModelTable, { from, to, upserts, deletes }: BatchChanges): Promise<boolean> {
    const contents = this.#contents(table);
    if (contents.checkpoint !== from) return false;
    for (const row of upserts) assertRow(table, row);
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

  async query(table: ReadModelTable, { where = {}, orderBy = [], limit }: RowQuery): Promise<readonly Row[]> {
    const conditions = Object.entries(where);
    for (const column of [...Object.keys(where), ...orderBy]) assertColumn(table, column);
    const rows = [...this.#contents(table).rows.values()].filter((row) =>
      conditions.every(([column, value]) => isDeepStrictEqual(row[column], value)),
    );
    const sorted = rows.sort((a, b) => compareBy([...orderBy, ...table.key], a, b));
    return sorted.slice(0, limit).map(jsonCopy);
  }

  #contents(table: ReadModelTable): Contents {
    const contents = this.#tables.get(nameOf(table));
    if (contents === undefined) throw new TypeError(`Read model ${nameOf(table)} was not prepared.`);
    return contents;
  }
}

function nameOf({ name, version }: ReadModelTable): string {
  return `${name}_v${version}`;
}

function assertRow(table: ReadModelTable, row: Row): void {
  for (const { name, nullable } of table.columns) {
    if ((row[name] ?? null) !== null || nullable) continue;
    throw new TypeError(`A row of read model ${nameOf(table)} has no value for ${name}, which is not nullable.`);
  }
}

function assertColumn(table: ReadModelTable, column: string): void {
  if (table.columns.some(({ name }) => name === column)) return;
  throw new TypeError(`Read model ${nameOf(table)} has no column ${JSON.stringify(column)}.`);
}

/** By code point for strings, as Postgres orders text under collation "C"; null last. */
function compareBy(columns: readonly string[], a: Row, b: Row): number {
  for (const column of columns) {
    const order = compare(a[column] ?? null, b[column] ?? null);
    if (order !== 0) return order;
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
