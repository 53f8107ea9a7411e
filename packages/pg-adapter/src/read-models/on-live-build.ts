import type { ReadModelTable } from "@factum/core";
import type { Pool, QueryResultRow } from "pg";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { isMissingTable } from "./is-missing-table.js";
import type { LiveBuilds } from "./live-builds.js";

/**
 * What a statement finds in the live build of a table; the statement itself finds nothing in any other.
 *
 * @param foundNothing whether its rows say that there was nothing, so that another build may be the live one
 */
export async function onLiveBuild<R extends QueryResultRow>(
  pool: Pool,
  table: ReadModelTable,
  builds: LiveBuilds,
  statement: (build: number) => OwnQuery,
  foundNothing: (rows: readonly R[]) => boolean = (rows) => rows.length === 0,
): Promise<R[]> {
  for (;;) {
    const build = await builds.of(table);
    let missing: unknown;
    const rows = await runQuery<R>(pool, statement(build)).catch((error: unknown) => {
      if (!isMissingTable(error)) throw error;
      missing = error;
      return [];
    });
    if (foundNothing(rows) && (await builds.hasMoved(table, build))) continue;
    if (missing !== undefined) throw missing;
    return rows;
  }
}
