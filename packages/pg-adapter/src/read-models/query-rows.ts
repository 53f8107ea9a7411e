import type { ReadModelTable, Row, RowQuery } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { rowOf } from "./row-of.js";
import { tableName } from "./table-ddl.js";

/** Rows by equality, in the asked order and then in that of the key, so that every order is a total one. */
export async function queryRows(pool: Pool, schema: string, table: ReadModelTable, query: RowQuery): Promise<Row[]> {
  const { where = {}, orderBy = [], limit } = query;
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  for (const column of [...Object.keys(where), ...orderBy]) {
    if (!types.has(column)) throw new RangeError(`Read model ${table.name} has no column ${JSON.stringify(column)}.`);
  }
  const isJson = (column: string) => types.get(column) === "json";
  const conditions = Object.keys(where).map(
    (column, index) =>
      `${quoteIdentifier(column)} is not distinct from $${index + 1}${isJson(column) ? "::jsonb" : ""}`,
  );
  // The driver would turn an array into a Postgres array; as JSON, null in a column of JSON is stored as no value at all.
  const parameters = Object.entries(where).map(([column, value]) =>
    isJson(column) && value !== null ? JSON.stringify(value) : value,
  );
  const order = [...orderBy, ...table.key].map(quoteIdentifier).join(", ");
  const rows = await runQuery(pool, {
    text: `
      select ${table.columns.map(({ name }) => quoteIdentifier(name)).join(", ")} from ${tableName(schema, table)}
       where ${["true", ...conditions].join(" and ")} order by ${order} limit $${conditions.length + 1}`,
    values: [...parameters, limit ?? null],
  });
  return rows.map((row) => rowOf(table, row));
}
