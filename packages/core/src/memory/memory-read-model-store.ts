import { isDeepStrictEqual } from "node:util";
import { IncompleteBuildError } from "../errors/incomplete-build-error.js";
import { NoBuildError } from "../errors/no-build-error.js";
import { NotPreparedError } from "../errors/not-prepared-error.js";
import { ReadModelChangedError } from "../errors/read-model-changed-error.js";
import { assertMove } from "../ports/assert-listeners.js";
import { assertRowQuery } from "../ports/assert-row-query.js";
import { assertChanges, assertKeys } from "../ports/assert-rows.js";
import type { CheckpointMove } from "../ports/listener-store.js";
import type {
  ColumnOrder,
  ReadModelBuilds,
  ReadModelStore,
  ReadModelTable,
  ReadModelTables,
  Row,
  RowConditions,
  RowQuery,
  SwapOptions,
  TableChanges,
} from "../ports/read-model-store.js";
import { type Comparison, type RowCondition, rowConditions } from "../ports/row-conditions.js";
import type { JsonValue } from "../values/json.js";
import { nameOfBuild } from "../values/name-of-build.js";
import { nameOfInline } from "../values/name-of-inline.js";
import { nameOfTable } from "../values/name-of-table.js";
import { rowKeyText } from "../values/row-key-text.js";
import { jsonCopy } from "./json-copy.js";
import type { MemoryListenerStore } from "./memory-listener-store.js";

type Named = Pick<ReadModelTables, "name" | "version">;

/** @param positions those of the shards of the build's listener */
type CatchUp = (build: number, positions: readonly number[]) => void;

interface Registered {
  live: number;
  building: number | null;
  /** Brings a build to the end of the log; only if its model is declared inline. */
  catchUp?: CatchUp;
  /** Whether appends write the live build. */
  isInline: boolean;
  readonly shapes: unknown;
  readonly tables: readonly Pick<ReadModelTable, "name" | "version">[];
}

/** Read models in memory, their checkpoints in the given store of listeners; for specs and for trying things out. */
export class MemoryReadModelStore implements ReadModelStore {
  readonly #listeners: MemoryListenerStore;
  readonly #registry = new Map<string, Registered>();
  /** By the names of builds of tables, and then by key. */
  readonly #tables = new Map<string, Map<string, Row>>();

  constructor({ listeners }: { readonly listeners: MemoryListenerStore }) {
    this.#listeners = listeners;
    listeners.onReset((tables) => {
      for (const table of tables) this.#tables.get(table)?.clear();
    });
  }

  async prepare(model: ReadModelTables): Promise<ReadModelBuilds> {
    return buildsOf(this.#register(model));
  }

  #register(model: ReadModelTables): Registered {
    const shapes = jsonCopy(Object.fromEntries(model.tables.map(({ name, columns, key }) => [name, { columns, key }])));
    const name = nameOfTable(model);
    let registered = this.#registry.get(name);
    if (registered === undefined) {
      const tables = model.tables.map((table) => ({ name: table.name, version: table.version }));
      registered = { live: 1, building: null, isInline: false, shapes, tables };
      this.#registry.set(name, registered);
    }
    if (!isDeepStrictEqual(registered.shapes, shapes)) throw new ReadModelChangedError(model.name, model.version);
    this.#createTables(registered);
    return registered;
  }

  async builds(model: Named): Promise<ReadModelBuilds> {
    return buildsOf(this.#registered(model));
  }

  async load(table: ReadModelTable, build: number, keys: readonly Row[]): Promise<readonly Row[]> {
    assertKeys(table, keys);
    return this.loadNow(table, build, keys);
  }

  /** {@link load} at once, for keys that fit. */
  loadNow(table: ReadModelTable, build: number, keys: readonly Row[]): readonly Row[] {
    const rows = this.#rows(table, build);
    const found = keys.map((key) => rows.get(rowKeyText(table, key))).filter((row) => row !== undefined);
    return found.map(jsonCopy);
  }

  async commit(move: CheckpointMove, build: number, changes: readonly TableChanges[]): Promise<boolean> {
    assertMove(move);
    for (const each of changes) assertChanges(each);
    // Whoever kept a build that was replaced or given up learns that it is an old owner, even if the tables are gone.
    if (changes.some(({ table }) => this.#isOver(table, build))) return false;
    for (const { table } of changes) this.#rows(table, build); // Throws for a table that is not there.
    if (!this.#listeners.move(move)) return false;
    this.changeNow(build, changes);
    return true;
  }

  /** The changes of {@link commit} alone, at once, where they are known to fit. */
  changeNow(build: number, changes: readonly TableChanges[]): void {
    for (const { table, upserts, deletes } of changes) {
      const rows = this.#rows(table, build);
      for (const key of deletes) rows.delete(rowKeyText(table, key));
      for (const row of upserts) rows.set(rowKeyText(table, row), jsonCopy(row));
    }
  }

  /**
   * Has appends write the live build's rows from now on, instead of its listener.
   *
   * @returns the build that appends write, whenever it is called; null while it is the listener that does
   */
  writeInline(model: ReadModelTables, catchUp: CatchUp): () => number | null {
    const registered = this.#register(model);
    Object.assign(registered, { catchUp, isInline: true });
    this.#listeners.retire(nameOfBuild(model, registered.live));
    return () => (registered.isInline ? registered.live : null);
  }

  /** Has appends write again what its listener had to write meanwhile, if that has handled all that it had parked. */
  resumeInline(model: Named): void {
    const registered = this.#registered(model);
    const name = nameOfBuild(model, registered.live);
    if (registered.isInline || this.#listeners.isHeldUp(name)) return;
    this.#catchUp(registered, registered.live, name);
    registered.isInline = true;
  }

  #catchUp({ catchUp }: Registered, build: number, listener: string): void {
    catchUp?.(build, this.#listeners.positionsOf(listener));
    this.#listeners.retire(listener);
  }

  async startBuild(model: Named): Promise<number> {
    const registered = this.#registered(model);
    if (registered.building !== null) return registered.building;
    await this.dropOldBuilds(model);
    registered.building = registered.live + 1;
    this.#listeners.drop(nameOfBuild(model, registered.building));
    this.#createTables(registered);
    this.#listeners.unsettle(listenerOf(model, registered));
    return registered.building;
  }

  async swap(model: Named, { acceptMissing = false }: SwapOptions = {}): Promise<boolean> {
    const registered = this.#registered(model);
    const { building } = registered;
    if (building === null) return false;
    const old = this.#listeners.positionsOf(listenerOf(model, registered));
    const young = this.#listeners.positionsOf(nameOfBuild(model, building));
    if (young.length === 0 || Math.min(...young) < Math.max(0, ...old)) return false;
    const name = nameOfBuild(model, building);
    const isIncomplete = this.#listeners.hasDeadLetters(name);
    if (!acceptMissing && isIncomplete) throw new IncompleteBuildError(name);
    // Appends go on from rows that lack nothing. Until then the listener goes on, with what it has parked.
    const isInline = registered.catchUp !== undefined && !isIncomplete;
    if (isInline) this.#catchUp(registered, building, name);
    this.#listeners.retire(listenerOf(model, registered));
    Object.assign(registered, { live: building, building: null, isInline });
    return true;
  }

  async cancelBuild(model: Named): Promise<number> {
    const registered = this.#registered(model);
    const { building, tables } = registered;
    if (building === null) throw new NoBuildError(nameOfTable(model));
    registered.building = null;
    this.#listeners.drop(nameOfBuild(model, building));
    for (const table of tables) this.#tables.delete(nameOfBuild(table, building));
    this.#listeners.unsettle(listenerOf(model, registered));
    return building;
  }

  async dropOldBuilds(model: Named): Promise<readonly string[]> {
    const { live, tables } = this.#registered(model);
    const dropped: string[] = [];
    for (let build = 1; build < live; build++) {
      for (const table of tables) {
        const name = nameOfBuild(table, build);
        if (this.#tables.delete(name)) dropped.push(name);
      }
    }
    return dropped;
  }

  async query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]> {
    assertRowQuery(table, query);
    const { where, orderBy = [], limit } = query;
    const sorted = this.#matching(table, where).sort((a, b) => compareBy([...orderBy, ...table.key], a, b));
    return sorted.slice(0, limit).map(jsonCopy);
  }

  async count(table: ReadModelTable, where: RowConditions = {}): Promise<number> {
    assertRowQuery(table, { where });
    return this.#matching(table, where).length;
  }

  #matching(table: ReadModelTable, where: RowConditions | undefined): Row[] {
    const conditions = rowConditions(table, where);
    const rows = this.#rows(table, this.#registered(modelOf(table)).live);
    return [...rows.values()].filter((row) => conditions.every((condition) => isMet(condition, row)));
  }

  #createTables({ live, building, tables }: Registered): void {
    for (const build of building === null ? [live] : [live, building]) {
      for (const table of tables) {
        const name = nameOfBuild(table, build);
        if (!this.#tables.has(name)) this.#tables.set(name, new Map());
      }
    }
  }

  #registered(model: Named): Registered {
    const registered = this.#registry.get(nameOfTable(model));
    if (registered === undefined) throw new NotPreparedError(nameOfTable(model));
    return registered;
  }

  #isOver(table: ReadModelTable, build: number): boolean {
    const registered = this.#registry.get(nameOfTable(modelOf(table)));
    return registered !== undefined && build !== registered.live && build !== registered.building;
  }

  #rows(table: ReadModelTable, build: number): Map<string, Row> {
    const rows = this.#tables.get(nameOfBuild(table, build));
    if (rows === undefined) throw new NotPreparedError(nameOfTable(table));
    return rows;
  }
}

function modelOf({ readModel, version }: ReadModelTable): Named {
  return { name: readModel, version };
}

function buildsOf({ live, building, isInline }: Registered): ReadModelBuilds {
  return { live, building, ...(isInline ? { inline: true } : {}) };
}

/** The listener that keeps the live build, or the checkpoint of the appends that do. */
function listenerOf(model: Named, { live, isInline }: Registered): string {
  return isInline ? nameOfInline(model, live) : nameOfBuild(model, live);
}

function isMet(condition: RowCondition, row: Row): boolean {
  const value = row[condition.column.name] ?? null;
  if (condition.is === "equal") return isDeepStrictEqual(value, condition.value);
  if (value === null) return false;
  if (condition.is === "in") return condition.values.includes(value);
  const difference = compare(value, condition.value);
  return COMPARES[condition.is](difference);
}

const COMPARES: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  gte: (difference) => difference >= 0,
  gt: (difference) => difference > 0,
  lte: (difference) => difference <= 0,
  lt: (difference) => difference < 0,
};

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
