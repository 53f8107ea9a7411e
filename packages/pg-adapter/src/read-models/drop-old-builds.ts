import { nameOfBuild } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { lockBuilds, type NamedReadModel } from "./read-builds.js";

/** Longest wait, in milliseconds, for somebody who still reads a table that is to be dropped. */
const LOCK_TIMEOUT_MS = 2_000;

/** Drops the tables of builds that are neither live nor being made; returns their names. */
export function dropOldBuilds(pool: Pool, schema: string, model: NamedReadModel): Promise<string[]> {
  return inBoundedTransaction(pool, async (client) => {
    const { live, building, tables } = await lockBuilds(client, schema, model);
    const old: string[] = [];
    for (let build = 1; build < live; build++) {
      if (build !== building) old.push(...tables.map((name) => nameOfBuild({ name, version: model.version }, build)));
    }
    const { rows } = await client.query<{ name: string }>({ types: OWN_TYPES, text: EXISTING, values: [schema, old] });
    const names = rows.map(({ name }) => name);
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    for (const name of names) await client.query(`drop table ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
    return names;
  });
}

const EXISTING = `
  select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1::text and c.relkind = 'r' and c.relname = any ($2::text[]) order by 1`;
