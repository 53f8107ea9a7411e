import type { BatchChanges, ReadModelStore, ReadModelTable, Row, RowQuery } from "@factum/core";
import type { Pool } from "pg";
import { inTransaction, runQuery } from "./connect/run-query.js";
import { commitBatch } from "./read-models/commit-batch.js";
import { prepareTable } from "./read-models/prepare-table.js";
import { queryRows } from "./read-models/query-rows.js";
import { rowOf } from "./read-models/row-of.js";
import { checkpointName, recordsetColumns, tableName } from "./read-models/table-ddl.js";
import { quoteIdentifier } from "./values/quote-identifier.js";
import { safeInteger } from "./values/safe-integer.js";
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

  async checkpoint(table: ReadModelTable): Promise<number> {
    const [row] = await runQuery<{ position: string }>(this.#pool, {
      text: `select position from ${quoteIdentifier(this.#schema)}.checkpoints where listener = $1`,
      values: [checkpointName(table)],
    });
    if (row === undefined) throw new TypeError(`Read model ${checkpointName(table)} was not prepared.`);
    return safeInteger(row.position);
  }

  async load(table: ReadModelTable, keys: readonly Row[]): Promise<readonly Row[]> {
    if (keys.length === 0) return [];
    const keyColumns = table.columns.filter(({ name }) => table.key.includes(name));
    const rows = await runQuery(this.#pool, {
      text: `
        select t.* from ${tableName(this.#schema, table)} t
          join jsonb_to_recordset($1::jsonb) as k (${recordsetColumns(keyColumns)})
         using (${keyColumns.map(({ name }) => quoteIdentifier(name)).join(", ")})`,
      values: [JSON.stringify(keys)],
    });
    return rows.map((row) => rowOf(table, row));
  }

  commit(table: ReadModelTable, changes: BatchChanges): Promise<boolean> {
    return commitBatch(this.#pool, this.#schema, table, changes);
  }

  async reset(table: ReadModelTable): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      // The checkpoint first, as every batch does it: the two wait for each other in one order.
      await client.query(
        `update ${quoteIdentifier(this.#schema)}.checkpoints set position = 0, updated_at = now() where listener = $1`,
        [checkpointName(table)],
      );
      await client.query(`delete from ${tableName(this.#schema, table)}`);
    });
  }

  query(table: ReadModelTable, query: RowQuery): Promise<readonly Row[]> {
    return queryRows(this.#pool, this.#schema, table, query);
  }
}
