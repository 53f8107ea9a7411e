import { type Column, type ColumnType, nameOfBuild, type ReadModelTable } from "@factum/core";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** Text is ordered by code point, as the in-memory store orders it. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text collate "C"',
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  json: "jsonb",
};

/** Where the rows of one build of a table are, e.g. `"factum"."training_list_v1_b2"`. */
export function tableName(schema: string, table: Pick<ReadModelTable, "name" | "version">, build: number): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(nameOfBuild(table, build))}`;
}

export function createTableSql(schema: string, table: ReadModelTable, build: number): string {
  const columns = table.columns.map(
    ({ name, type, nullable }) => `${quoteIdentifier(name)} ${SQL_TYPES[type]}${nullable ? "" : " not null"}`,
  );
  const key = table.key.map(quoteIdentifier).join(", ");
  return `create table if not exists ${tableName(schema, table, build)} (${columns.join(", ")}, primary key (${key}))`;
}

/** Postgres finds a name for it. */
export function createIndexSql(
  schema: string,
  table: ReadModelTable,
  build: number,
  columns: readonly string[],
): string {
  return `create index on ${tableName(schema, table, build)} (${columns.map(quoteIdentifier).join(", ")})`;
}

/** `"a" text, "b" bigint`: how a JSON array of rows becomes a set of rows. */
export function recordsetColumns(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `${quoteIdentifier(name)} ${SQL_TYPES[type]}`).join(", ");
}
