import type { JsonValue, ReadModelTable, Row, RowQuery } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { isMissingTable } from "./is-missing-table.js";
import type { LiveBuilds } from "./live-builds.js";
import { readBuildsOn } from "./read-builds.js";
import { rowOf } from "./row-of.js";
import { tableName } from "./table-ddl.js";

/**
 * Rows by equality, in the asked order and then in that of the key, so that every order is a total one.
 *
 * The statement names the table of one build, and finds nothing unless that is the live one for its own snapshot. So where it
 * finds rows, they are all of what was live; where it finds none, the registry is asked whether there is another one.
 */
export async function queryRows(
  pool: Pool,
  schema: string,
  table: ReadModelTable,
  query: RowQuery,
  builds: LiveBuilds,
): Promise<Row[]> {
  for (;;) {
    const build = await builds.of(table);
    let missing: unknown;
    const rows = await runQuery(pool, rowsQuery(schema, table, build, query)).catch((error: unknown) => {
      if (!isMissingTable(error)) throw error;
      missing = error;
      return [];
    });
    if (rows.length === 0 && (await builds.hasMoved(table, build))) continue;
    if (missing !== undefined) throw missing;
    return rows.map((row) => rowOf(table, row));
  }
}

/** {@link queryRows} as the transaction of `client` sees them, at any level of isolation. */
export async function queryRowsOn(
  client: PoolClient,
  schema: string,
  table: ReadModelTable,
  query: RowQuery,
): Promise<Row[]> {
  const model = { name: table.readModel, version: table.version };
  let { live } = await readBuildsOn(client, schema, model);
  for (;;) {
    const { rows } = await client.query(rowsQuery(schema, table, live, query));
    const present = rows.length > 0 ? live : (await readBuildsOn(client, schema, model)).live;
    if (present === live) return rows.map((row) => rowOf(table, row));
    live = present;
  }
}

/** The statement of {@link queryRows}. */
export function rowsQuery(schema: string, table: ReadModelTable, build: number, query: RowQuery): OwnQuery {
  const { where = {}, orderBy = [], limit = null } = query;
  const values: JsonValue[] = [];
  const parameter = (value: JsonValue) => `$${values.push(value)}`;
  // Asked once for the whole statement, before anything of the table is read.
  const isLive = `(select r.live from ${quoteIdentifier(schema)}.read_models r
                  where r.name = ${parameter(table.readModel)}::text and r.version = ${parameter(table.version)}::integer)
                = ${parameter(build)}::integer`;
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
      select ${table.columns.map(({ name }) => quoteIdentifier(name)).join(", ")} from ${tableName(schema, table, build)}
       where ${[isLive, ...conditions].join(" and ")} order by ${order.join(", ")} limit ${parameter(limit)}`,
    values,
  };
}

function isJson({ columns }: ReadModelTable, column: string): boolean {
  return columns.some(({ name, type }) => name === column && type === "json");
}
