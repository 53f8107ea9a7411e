import type { ReadModelTable, Row, TableChanges } from "@factum/core";
import pg from "pg";
import { deleteSql, upsertSql } from "../read-models/commit-batch.js";
import { rowsByKeySql } from "../read-models/load-rows.js";
import { tableName } from "../read-models/table-ddl.js";

// With literals instead of parameters: statements of several tables, and the transaction's begin or end, then go in one message.

/** Selects the rows of the keys that exist. */
export function selectStatement(schema: string, table: ReadModelTable, build: number, keys: readonly Row[]): string {
  return rowsByKeySql(schema, table, build, jsonLiteral(keys));
}

/** Writes the changes of one read model; empty if there are none. */
export function writeStatements(schema: string, build: number, changes: readonly TableChanges[]): string[] {
  return changes.flatMap(({ table, upserts, deletes }) => {
    const target = tableName(schema, table, build);
    return [
      ...(deletes.length > 0 ? [deleteSql(target, table, jsonLiteral(deletes), "true")] : []),
      ...(upserts.length > 0 ? [upsertSql(target, table, jsonLiteral(upserts), "true")] : []),
    ];
  });
}

function jsonLiteral(rows: readonly Row[]): string {
  return `${pg.escapeLiteral(JSON.stringify(rows))}::jsonb`;
}
