import { nameOfBuild } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { PgStoreError } from "../errors/pg-errors.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { lockBuilds, type NamedReadModel } from "./read-builds.js";

/** Longest wait, in milliseconds, for somebody who still reads a table that is to be dropped. */
const LOCK_TIMEOUT_MS = 2_000;

/** Drops the tables of builds that are neither live nor being made; returns their names. */
export function dropOldBuilds(pool: Pool, schema: string, model: NamedReadModel): Promise<string[]> {
  return drop(pool, schema, model, (live) => Array.from({ length: live + 1 }, (_, index) => index + 1));
}

/** Drops the tables of the build that would follow the live one, unless somebody has begun it anew. */
export function dropCanceledBuild(pool: Pool, schema: string, model: NamedReadModel): Promise<string[]> {
  return drop(pool, schema, model, (live) => [live + 1]);
}

/** Lets tables stay that cannot be dropped now: somebody reads them in a long transaction, or another role has made them. */
export async function unlessInTheWay(dropping: Promise<unknown>): Promise<void> {
  try {
    await dropping;
  } catch (error) {
    if (!(error instanceof PgStoreError && MAY_STAY.includes(error.sqlState))) throw error;
  }
}

/** A lock that was not to be had in time; a table of another role. */
const MAY_STAY = ["55P03", "42501"];

function drop(
  pool: Pool,
  schema: string,
  model: NamedReadModel,
  buildsBeside: (live: number) => readonly number[],
): Promise<string[]> {
  return inBoundedTransaction(pool, async (client) => {
    const { live, building, tables } = await lockBuilds(client, schema, model);
    const builds = buildsBeside(live).filter((build) => build !== live && build !== building);
    const old = builds.flatMap((build) => tables.map((name) => nameOfBuild({ name, version: model.version }, build)));
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
