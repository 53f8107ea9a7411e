import type { ReadModelTable, RowConditions } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import type { LiveBuilds } from "./live-builds.js";
import { liveCondition } from "./live-condition.js";
import { onLiveBuild } from "./on-live-build.js";
import { tableName } from "./table-ddl.js";

/** How many rows of the live build meet the conditions. */
export async function countRows(
  pool: Pool,
  schema: string,
  table: ReadModelTable,
  where: RowConditions | undefined,
  builds: LiveBuilds,
): Promise<number> {
  const statement = (build: number) => {
    const { condition, values } = liveCondition(schema, table, build, where);
    // A count is exact as a double up to 2^53, which no table reaches.
    const text = `select count(*)::double precision as rows from ${tableName(schema, table, build)} where ${condition}`;
    return { types: OWN_TYPES, text, values: [...values] };
  };
  const [found] = await onLiveBuild<{ rows: number }>(
    pool,
    table,
    builds,
    statement,
    ([first]) => first === undefined || first.rows === 0,
  );
  return found?.rows ?? 0;
}
