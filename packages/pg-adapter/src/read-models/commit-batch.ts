import type { BatchChanges, ReadModelTable } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { checkpointName, recordsetColumns, tableName } from "./table-ddl.js";

/**
 * Rows and checkpoint in one statement, and so in one transaction and one round trip.
 *
 * The checkpoint is moved first and everything else depends on that: of two processes with the same batch, the second
 * waits for the first one's row lock, finds the checkpoint moved, and changes nothing.
 */
export async function commitBatch(
  pool: Pool,
  schema: string,
  table: ReadModelTable,
  { from, to, upserts, deletes }: BatchChanges,
): Promise<boolean> {
  const target = tableName(schema, table);
  const columns = table.columns.map(({ name }) => quoteIdentifier(name));
  const keyColumns = table.columns.filter(({ name }) => table.key.includes(name));
  const key = keyColumns.map(({ name }) => quoteIdentifier(name));
  const values = columns.filter((column) => !key.includes(column));
  const update =
    values.length === 0
      ? "nothing"
      : `update set ${values.map((column) => `${column} = excluded.${column}`).join(", ")}`;

  const rows = await runQuery<{ moved: boolean }>(pool, {
    types: OWN_TYPES,
    text: `
      with moved as (
        update ${quoteIdentifier(schema)}.checkpoints set position = $3, updated_at = now()
         where listener = $1 and position = $2 returning 1
      ), removed as (
        delete from ${target} t using jsonb_to_recordset($5::jsonb) as d (${recordsetColumns(keyColumns)})
         where exists (select from moved) and ${key.map((column) => `t.${column} = d.${column}`).join(" and ")}
      ), written as (
        insert into ${target} (${columns.join(", ")})
        select ${columns.join(", ")} from jsonb_to_recordset($4::jsonb) as u (${recordsetColumns(table.columns)})
         where exists (select from moved)
        on conflict (${key.join(", ")}) do ${update}
      )
      select exists (select from moved) as moved`,
    values: [checkpointName(table), from, to, JSON.stringify(upserts), JSON.stringify(deletes)],
  });
  return rows[0]?.moved === true;
}
