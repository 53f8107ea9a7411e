import type { ReadModelTable, Row, TableChanges } from "@factum/core";
import type { OwnQuery } from "../connect/run-query.js";
import type { Step } from "../listeners/move-checkpoint.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { recordsetColumns, tableName } from "./table-ddl.js";

/**
 * The rows of all tables and the checkpoint in one statement, and so in one transaction and one round trip. Its one row
 * says whether the checkpoint `moved`.
 *
 * The checkpoint is moved first and everything else depends on that: of two processes with the same batch, the second
 * waits for the first one's row lock, finds the checkpoint moved or its epoch raised, and changes nothing.
 */
export function commitStatement(
  schema: string,
  { lease, from, to }: Step,
  build: number,
  changes: readonly TableChanges[],
): OwnQuery {
  const values: unknown[] = [lease.listener, lease.shard, lease.epoch, from, to];
  const parameter = (rows: readonly Row[]) => `$${values.push(JSON.stringify(rows))}::jsonb`;
  const parts = changes.flatMap(({ table, upserts, deletes }, index) => {
    const target = tableName(schema, table, build);
    return [
      ...(deletes.length > 0
        ? [`removed_${index} as (${deleteSql(target, table, parameter(deletes), HAS_MOVED)})`]
        : []),
      ...(upserts.length > 0
        ? [`written_${index} as (${upsertSql(target, table, parameter(upserts), HAS_MOVED)})`]
        : []),
    ];
  });
  const moved = `moved as (
        update ${quoteIdentifier(schema)}.checkpoints set position = $5::bigint, updated_at = clock_timestamp()
         where listener = $1::text and shard = $2::integer and epoch = $3::bigint and position = $4::bigint
        returning 1
      )`;
  return {
    text: `
      with ${[moved, ...parts].join(", ")}
      select exists (select from moved) as moved`,
    values,
  };
}

const HAS_MOVED = "exists (select from moved)";

/** Deletes rows by their keys, a JSON array, if the condition holds. */
export function deleteSql(target: string, table: ReadModelTable, keys: string, condition: string): string {
  const columns = table.columns.filter(({ name }) => table.key.includes(name));
  const equal = columns.map(({ name }) => `t.${quoteIdentifier(name)} = d.${quoteIdentifier(name)}`);
  return `
        delete from ${target} t using jsonb_to_recordset(${keys}) as d (${recordsetColumns(columns)})
         where ${condition} and ${equal.join(" and ")}`;
}

/** Writes rows, a JSON array, if the condition holds. */
export function upsertSql(target: string, table: ReadModelTable, rows: string, condition: string): string {
  const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  const key = table.key.map(quoteIdentifier).join(", ");
  const values = table.columns.filter(({ name }) => !table.key.includes(name)).map(({ name }) => quoteIdentifier(name));
  const update =
    values.length === 0
      ? "nothing"
      : `update set ${values.map((column) => `${column} = excluded.${column}`).join(", ")}`;
  return `
        insert into ${target} (${columns})
        select ${columns} from jsonb_to_recordset(${rows}) as u (${recordsetColumns(table.columns)})
         where ${condition}
        on conflict (${key}) do ${update}`;
}
