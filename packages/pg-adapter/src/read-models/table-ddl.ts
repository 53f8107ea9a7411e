import type { Column, ColumnType, ReadModelTable } from "@factum/core";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** Text is ordered by code point, as the in-memory store orders it. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text collate "C"',
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  json: "jsonb",
};

/** Where a read model's rows are: one table per version. */
export function tableName(schema: string, { name, version }: ReadModelTable): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(`${name}_v${version}`)}`;
}

/** The name of a read model's checkpoint. */
export function checkpointName({ name, version }: ReadModelTable): string {
  return `${name}_v${version}`;
}

export function createTableSql(schema: string, table: ReadModelTable): string {
  const columns = table.columns.map(
    ({ name, type, nullable }) => `${quoteIdentifier(name)} ${SQL_TYPES[type]}${nullable ? "" : " not null"}`,
  );
  const key = table.key.map(quoteIdentifier).join(", ");
  return `create table if not exists ${tableName(schema, table)} (${columns.join(", ")}, primary key (${key}))`;
}

/** `"a" text, "b" bigint`: how a JSON array of rows becomes a set of rows. */
export function recordsetColumns(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `${quoteIdentifier(name)} ${SQL_TYPES[type]}`).join(", ");
}
