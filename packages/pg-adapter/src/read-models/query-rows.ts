import type { JsonValue, ReadModelTable, Row, RowQuery } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { rowOf } from "./row-of.js";
import { tableName } from "./table-ddl.js";

/** Rows by equality, in the asked order and then in that of the key, so that every order is a total one. */
export async function queryRows(pool: Pool, schema: string, table: ReadModelTable, query: RowQuery): Promise<Row[]> {
  const rows = await runQuery(pool, rowsQuery(schema, table, query));
  return rows.map((row) => rowOf(table, row));
}

/** The statement of {@link queryRows}. */
export function rowsQuery(schema: string, table: ReadModelTable, query: RowQuery): OwnQuery {
  const { where = {}, orderBy = [], limit = null } = query;
  const values: JsonValue[] = [];
  const parameter = (value: JsonValue) => `$${values.push(value)}`;
  // Not "is not distinct from", which would do for null as well: no index serves it.
  const conditions = Object.entries(where).map(([column, value]) => {
    const name = quoteIdentifier(column);
    if (value === null) return `${name} is null`;
    // The driver would turn an array into a Postgres array.
    return isJson(table, column)
      ? `${name} = ${parameter(JSON.stringify(value))}::jsonb`
      : `${name} = ${parameter(value)}`;
  });
  const order = [...orderBy, ...table.key].map((by) =>
    typeof by === "string" ? quoteIdentifier(by) : `${quoteIdentifier(by.column)} desc nulls first`,
  );
  return {
    types: OWN_TYPES,
    text: `
      select ${table.columns.map(({ name }) => quoteIdentifier(name)).join(", ")} from ${tableName(schema, table)}
       where ${["true", ...conditions].join(" and ")} order by ${order.join(", ")} limit ${parameter(limit)}`,
    values,
  };
}

function isJson({ columns }: ReadModelTable, column: string): boolean {
  return columns.some(({ name, type }) => name === column && type === "json");
}
