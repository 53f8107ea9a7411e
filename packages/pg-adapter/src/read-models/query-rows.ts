import type { ReadModelTable, Row, RowQuery } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import type { OwnQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import type { LiveBuilds } from "./live-builds.js";
import { liveCondition } from "./live-condition.js";
import { onLiveBuild } from "./on-live-build.js";
import { readBuildsOn } from "./read-builds.js";
import { rowOf } from "./row-of.js";
import { tableName } from "./table-ddl.js";

/**
 * Rows in the asked order and then in that of the key, so that every order is a total one.
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
  const rows = await onLiveBuild(pool, table, builds, (build) => rowsQuery(schema, table, build, query));
  return rows.map((row) => rowOf(table, row));
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
  const { where, orderBy = [], limit = null } = query;
  const { condition, parameter, values } = liveCondition(schema, table, build, where);
  const order = [...orderBy, ...table.key].map((by) =>
    typeof by === "string" ? quoteIdentifier(by) : `${quoteIdentifier(by.column)} desc nulls first`,
  );
  const limited = parameter(limit);
  return {
    types: OWN_TYPES,
    text: `
      select ${table.columns.map(({ name }) => quoteIdentifier(name)).join(", ")} from ${tableName(schema, table, build)}
       where ${condition} order by ${order.join(", ")} limit ${limited}`,
    values: [...values],
  };
}
