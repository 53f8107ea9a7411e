import {
  assertChanges,
  assertKeys,
  assertMove,
  assertRowQuery,
  type CheckpointMove,
  NotPreparedError,
  nameOfTable,
  type ReadModelBuilds,
  type ReadModelStore,
  type ReadModelTable,
  type ReadModelTables,
  type Row,
  type RowConditions,
  type RowQuery,
  type SwapOptions,
  type TableChanges,
} from "@factum/core";
import type { Pool, PoolClient } from "pg";
import type { InlineKeeper } from "./inline/inline-keeper.js";
import { moveCheckpoint } from "./listeners/move-checkpoint.js";
import { cancelBuild } from "./read-models/cancel-build.js";
import { commitStatement } from "./read-models/commit-batch.js";
import { countRows } from "./read-models/count-rows.js";
import { dropOldBuilds } from "./read-models/drop-old-builds.js";
import { invalidRows, isRefusedData } from "./read-models/invalid-rows.js";
import { isMissingTable } from "./read-models/is-missing-table.js";
import { LiveBuilds } from "./read-models/live-builds.js";
import { loadRows } from "./read-models/load-rows.js";
import { orNotPrepared } from "./read-models/or-not-prepared.js";
import { prepareReadModel } from "./read-models/prepare-read-model.js";
import { queryRows, queryRowsOn } from "./read-models/query-rows.js";
import { type NamedReadModel, readBuilds } from "./read-models/read-builds.js";
import { startBuild } from "./read-models/start-build.js";
import { swapBuilds } from "./read-models/swap-builds.js";
import { schemaName } from "./values/schema-name.js";

/** Read models in Postgres: one table for each of their tables, versions and builds, and a registry of which are live. */
export class PgReadModelStore implements ReadModelStore {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #live: LiveBuilds;
  readonly #inline: InlineKeeper | undefined;

  /** @param options.inline what this process has to do with inline read models; default: it knows none */
  constructor({
    pool,
    schema,
    inline,
  }: { readonly pool: Pool; readonly schema?: string; readonly inline?: InlineKeeper }) {
    this.#pool = pool;
    this.#inline = inline;
    this.#schema = schemaName(schema);
    this.#live = new LiveBuilds(pool, this.#schema);
  }

  prepare(model: ReadModelTables): Promise<ReadModelBuilds> {
    return prepareReadModel(this.#pool, this.#schema, model);
  }

  builds(model: NamedReadModel): Promise<ReadModelBuilds> {
    return readBuilds(this.#pool, this.#schema, model);
  }

  async load(table: ReadModelTable, build: number, keys: readonly Row[]): Promise<readonly Row[]> {
    assertKeys(table, keys);
    return keys.length === 0 ? [] : orNotPrepared(table, loadRows(this.#pool, this.#schema, table, build, keys));
  }

  async commit(move: CheckpointMove, build: number, changes: readonly TableChanges[]): Promise<boolean> {
    assertMove(move);
    for (const each of changes) assertChanges(each);
    const statement = (step: Parameters<typeof commitStatement>[1]) =>
      commitStatement(this.#schema, step, build, changes);
    try {
      return await moveCheckpoint(this.#pool, this.#schema, move, statement);
    } catch (error) {
      if (isRefusedData(error)) throw invalidRows(changes, error);
      const table = changes[0]?.table;
      if (table === undefined || !isMissingTable(error)) throw error;
      // Whoever kept a build that was replaced or given up learns that it is an old owner, even if the tables are gone.
      const { live, building } = await this.builds({ name: table.readModel, version: table.version });
      if (build !== live && build !== building) return false;
      throw new NotPreparedError(nameOfTable(table));
    }
  }

  startBuild(model: NamedReadModel): Promise<number> {
    return startBuild(this.#pool, this.#schema, model);
  }

  swap(model: NamedReadModel, options: SwapOptions = {}): Promise<boolean> {
    return swapBuilds(this.#pool, this.#schema, model, { ...options, inline: this.#inline });
  }

  cancelBuild(model: NamedReadModel): Promise<number> {
    return cancelBuild(this.#pool, this.#schema, model);
  }

  dropOldBuilds(model: NamedReadModel): Promise<readonly string[]> {
    return dropOldBuilds(this.#pool, this.#schema, model);
  }

  async query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]> {
    assertRowQuery(table, query);
    return orNotPrepared(table, queryRows(this.#pool, this.#schema, table, query, this.#live));
  }

  async count(table: ReadModelTable, where: RowConditions = {}): Promise<number> {
    assertRowQuery(table, { where });
    return orNotPrepared(table, countRows(this.#pool, this.#schema, table, where, this.#live));
  }

  /**
   * {@link query} in the transaction that `client` is in, at any level of isolation, and as that sees the read model.
   *
   * @throws {NotPreparedError} without an entry
   */
  async queryOn(client: PoolClient, table: ReadModelTable, query: RowQuery): Promise<readonly Row[]> {
    assertRowQuery(table, query);
    return queryRowsOn(client, this.#schema, table, query);
  }
}
