import type { ReadModelTable, Row } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { rowOf } from "./row-of.js";
import { recordsetColumns, tableName } from "./table-ddl.js";

/** Those rows of the given keys that exist in one build, in any order. */
export async function loadRows(
  pool: Pool,
  schema: string,
  table: ReadModelTable,
  build: number,
  keys: readonly Row[],
): Promise<Row[]> {
  const rows = await runQuery(pool, keysQuery(schema, table, build, keys));
  return rows.map((row) => rowOf(table, row));
}

/** The statement of {@link loadRows}. */
export function keysQuery(schema: string, table: ReadModelTable, build: number, keys: readonly Row[]): OwnQuery {
  return {
    types: OWN_TYPES,
    text: rowsByKeySql(schema, table, build, "$1::jsonb"),
    values: [JSON.stringify(keys)],
  };
}

/** @param keys an expression that is a JSON array */
export function rowsByKeySql(schema: string, table: ReadModelTable, build: number, keys: string): string {
  const keyColumns = table.columns.filter(({ name }) => table.key.includes(name));
  return `
      select t.* from ${tableName(schema, table, build)} t
        join jsonb_to_recordset(${keys}) as k (${recordsetColumns(keyColumns)})
       using (${keyColumns.map(({ name }) => quoteIdentifier(name)).join(", ")})`;
}
