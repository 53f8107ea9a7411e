import {
  assertChanges,
  assertKeys,
  assertRowQuery,
  type BatchChanges,
  type ReadModelStore,
  type ReadModelTable,
  type Row,
  type RowQuery,
} from "@factum/core";
import type { Pool } from "pg";
import { commitBatch } from "./read-models/commit-batch.js";
import { loadRows } from "./read-models/load-rows.js";
import { orNotPrepared } from "./read-models/or-not-prepared.js";
import { prepareTable } from "./read-models/prepare-table.js";
import { queryRows } from "./read-models/query-rows.js";
import { readCheckpoint } from "./read-models/read-checkpoint.js";
import { resetTable } from "./read-models/reset-table.js";
import { schemaName } from "./values/schema-name.js";

/** Read models and their checkpoints in Postgres, one table per model and version. */
export class PgReadModelStore implements ReadModelStore {
  readonly #pool: Pool;
  readonly #schema: string;

  constructor({ pool, schema }: { readonly pool: Pool; readonly schema?: string }) {
    this.#pool = pool;
    this.#schema = schemaName(schema);
  }

  prepare(table: ReadModelTable): Promise<void> {
    return prepareTable(this.#pool, this.#schema, table);
  }

  checkpoint(table: ReadModelTable): Promise<number> {
    return readCheckpoint(this.#pool, this.#schema, table);
  }

  async load(table: ReadModelTable, keys: readonly Row[]): Promise<readonly Row[]> {
    assertKeys(table, keys);
    return keys.length === 0 ? [] : orNotPrepared(table, loadRows(this.#pool, this.#schema, table, keys));
  }

  async commit(table: ReadModelTable, changes: BatchChanges): Promise<boolean> {
    assertChanges(table, changes);
    return orNotPrepared(table, commitBatch(this.#pool, this.#schema, table, changes));
  }

  reset(table: ReadModelTable): Promise<void> {
    return orNotPrepared(table, resetTable(this.#pool, this.#schema, table));
  }

  async query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]> {
    assertRowQuery(table, query);
    return orNotPrepared(table, queryRows(this.#pool, this.#schema, table, query));
  }
}
