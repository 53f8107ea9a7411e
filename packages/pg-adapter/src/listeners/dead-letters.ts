import type { DeadLetter, ListenerFailure } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema } from "../values/sql-file.js";

/** The dead letters of one key, by position. */
export function deadLettersOf(pool: Pool, schema: string, listener: string, key: string): Promise<DeadLetter[]> {
  return lettersBy(pool, forSchema(OF_KEY, schema), [listener, key]);
}

/** Those of all keys, by position. */
export function deadLetters(pool: Pool, schema: string, listener: string, limit: number): Promise<DeadLetter[]> {
  return lettersBy(pool, forSchema(OF_ALL, schema), [listener, limit]);
}

const OF_KEY = `
  select key, position, error from "factum".dead_letters
   where listener = $1::text and key = $2::text order by position`;

const OF_ALL = `
  select key, position, error from "factum".dead_letters
   where listener = $1::text order by position, key limit $2::bigint`;

async function lettersBy(pool: Pool, text: string, values: unknown[]): Promise<DeadLetter[]> {
  const rows = await runQuery<LetterRow>(pool, { types: OWN_TYPES, text, values });
  return rows.map(({ key, position, error }) => ({ key, position: safeInteger(position), error }));
}

interface LetterRow {
  readonly key: string;
  readonly position: string;
  readonly error: ListenerFailure | null;
}
