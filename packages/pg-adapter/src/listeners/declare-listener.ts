import type { ListenerDeclaration } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { isMissingTable } from "../read-models/is-missing-table.js";
import { forSchema } from "../values/sql-file.js";
import { bumpEpochs } from "./bump-epochs.js";
import { emptyTables } from "./empty-tables.js";
import { findAndLockListener } from "./lock-listener.js";
import { reshardLocked } from "./reshard-listener.js";

/**
 * Makes a listener known, or changes what is known of it. One that is known as it is costs one small statement, without a
 * lock.
 */
export async function declareListener(pool: Pool, schema: string, declaration: ListenerDeclaration): Promise<void> {
  const { name, kind, shards } = declaration;
  const tables = JSON.stringify(declaration.tables);
  const [known] = await runQuery<{ same: boolean }>(pool, {
    types: OWN_TYPES,
    text: forSchema(IS_KNOWN, schema),
    values: [name, kind, shards, tables],
  });
  if (known?.same === true) return;
  try {
    await declare(pool, schema, declaration);
  } catch (error) {
    // A table that was to be emptied was dropped at this instant: the build was given up. Now it is seen not to be there.
    if (!isMissingTable(error)) throw error;
    await declare(pool, schema, declaration);
  }
}

async function declare(pool: Pool, schema: string, declaration: ListenerDeclaration): Promise<void> {
  const { name, kind, shards } = declaration;
  const tables = JSON.stringify(declaration.tables);
  await inBoundedTransaction(pool, async (client) => {
    const { rowCount } = await client.query(forSchema(INSERT, schema), [name, kind, shards, tables]);
    // It may have been forgotten, and its rows left: folded onto them, every event would count twice.
    if (rowCount === 1 && kind === "read-model") await emptyTables(client, schema, declaration.tables);
    const listener = await findAndLockListener(client, schema, name);
    if (listener === undefined || listener.retired) return;
    await client.query(forSchema(UPDATE, schema), [name, kind, tables]);
    for (const text of [INSERT_CHECKPOINTS, INSERT_LEASES]) {
      await client.query(forSchema(text, schema), [name, listener.shards]);
    }
    if (shards !== (listener.nextShards ?? listener.shards)) await changeShards(client, schema, name, shards);
  });
}

/** Tells all shards to stop where the farthest one is; with the number that it has, tells them to go on. */
async function changeShards(client: PoolClient, schema: string, name: string, shards: number): Promise<void> {
  await client.query(forSchema(CHANGE_SHARDS, schema), [name, shards]);
  await bumpEpochs(client, schema, name);
  await reshardLocked(client, schema, name);
}

const IS_KNOWN = `
  select n.retired or n.kind = $2::text and n.tables = $4::jsonb and coalesce(n.next_shards, n.shards) = $3::integer
         and (select count(*) from "factum".leases l where l.listener = n.name) = n.shards as same
    from "factum".listeners n where n.name = $1::text`;

const INSERT = `
  insert into "factum".listeners (name, kind, shards, tables) values ($1::text, $2::text, $3::integer, $4::jsonb)
  on conflict do nothing`;

const UPDATE = `update "factum".listeners set kind = $2::text, tables = $3::jsonb where name = $1::text`;

const INSERT_CHECKPOINTS = `
  insert into "factum".checkpoints (listener, shard, position)
  select $1::text, shard, 0 from generate_series(0, $2::integer - 1) as shard on conflict do nothing`;

const INSERT_LEASES = `
  insert into "factum".leases (listener, shard, epoch, shards)
  select $1::text, shard, 0, $2::integer from generate_series(0, $2::integer - 1) as shard on conflict do nothing`;

const CHANGE_SHARDS = `
  update "factum".listeners n
     set next_shards = nullif($2::integer, n.shards),
         stop_at = case when $2::integer <> n.shards
                        then (select max(c.position) from "factum".checkpoints c where c.listener = n.name) end
   where n.name = $1::text`;
