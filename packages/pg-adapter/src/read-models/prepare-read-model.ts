import { type ReadModelBuilds, ReadModelChangedError, type ReadModelTables } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery, SLOW_QUERY_MS } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";
import { type BuildsRow, buildsOf } from "./read-builds.js";
import { createIndexSql, createTableSql, tableName } from "./table-ddl.js";

/**
 * Creates a read model's entry, and the tables and indexes of its builds, where they are missing. If all is there, this costs
 * one small statement.
 *
 * @throws {ReadModelChangedError} when a table is there, but for other columns
 */
export async function prepareReadModel(pool: Pool, schema: string, model: ReadModelTables): Promise<ReadModelBuilds> {
  const { name, version, tables } = model;
  const shapes = JSON.stringify(Object.fromEntries(tables.map((table) => [table.name, shapeOf(table)])));
  const indexes = JSON.stringify(Object.fromEntries(tables.map((table) => [table.name, table.indexes])));
  const find: OwnQuery = {
    types: OWN_TYPES,
    text: forSchema(FIND, schema),
    values: [name, version, shapes, indexes],
    query_timeout: SLOW_QUERY_MS,
  };
  // What cannot be a name is told before anything is sent.
  for (const table of tables) createTableSql(schema, table, 1);

  const [known] = await runQuery<EntryRow>(pool, find);
  if (known?.is_same === true && known.is_made) return buildsOf(known);
  return inBoundedTransaction(pool, async (client) => {
    await client.query(forSchema(INSERT, schema), [name, version, shapes]);
    // Whoever else prepares it waits here; the tables of this read model are created by one at a time.
    const { rows } = await client.query<EntryRow>({ ...find, text: `${find.text} for update` });
    const [entry] = rows;
    if (entry?.is_same !== true) throw new ReadModelChangedError(name, version);
    if (entry.is_made) return buildsOf(entry);
    for (const build of buildsToMake(entry)) await createTables(client, schema, model, build);
    await client.query(forSchema(MADE, schema), [name, version, indexes]);
    return buildsOf(entry);
  });
}

async function createTables(client: PoolClient, schema: string, model: ReadModelTables, build: number): Promise<void> {
  for (const table of model.tables) {
    await client.query(createTableSql(schema, table, build));
    const { rows } = await client.query<{ columns: readonly string[] }>({
      types: OWN_TYPES,
      text: INDEXES,
      values: [tableName(schema, table, build)],
    });
    const existing = new Set(rows.map(({ columns }) => JSON.stringify(columns)));
    for (const columns of table.indexes) {
      if (existing.has(JSON.stringify(columns))) continue;
      existing.add(JSON.stringify(columns));
      const create: OwnQuery = {
        text: createIndexSql(schema, table, build, columns),
        query_timeout: SLOW_QUERY_MS,
      };
      await client.query(create);
    }
  }
}

function shapeOf({ columns, key }: ReadModelTables["tables"][number]) {
  return { columns: columns.map(({ name, type, nullable }) => ({ name, type, nullable })), key };
}

function buildsToMake({ live, building }: EntryRow): readonly number[] {
  return building === null ? [live] : [live, building];
}

interface EntryRow extends BuildsRow {
  readonly is_same: boolean;
  readonly is_made: boolean;
}

const FIND = `
  select live, building, inline as generation, shapes = $3::jsonb as is_same,
         coalesce(made = jsonb_build_object('live', live, 'building', building, 'indexes', $4::jsonb), false) as is_made
    from "factum".read_models where name = $1::text and version = $2::integer`;

const INSERT = `
  insert into "factum".read_models (name, version, live, shapes) values ($1::text, $2::integer, 1, $3::jsonb)
  on conflict do nothing`;

const MADE = `
  update "factum".read_models
     set made = jsonb_build_object('live', live, 'building', building, 'indexes', $3::jsonb)
   where name = $1::text and version = $2::integer`;

const INDEXES = `
  select array(select a.attname::text from unnest(i.indkey) with ordinality as k (attnum, place)
                 join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place) as columns
    from pg_index i where i.indrelid = $1::regclass and i.indpred is null`;
