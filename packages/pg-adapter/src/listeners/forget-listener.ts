import type { PoolClient } from "pg";
import { forSchema } from "../values/sql-file.js";

/** Forgets a listener with its leases, checkpoints and dead letters; the transaction has locked it, or there is none. */
export async function forgetListener(client: PoolClient, schema: string, name: string): Promise<void> {
  for (const text of FORGET) await client.query(forSchema(text, schema), [name]);
}

const FORGET = [
  `delete from "factum".dead_letters where listener = $1::text`,
  `delete from "factum".leases where listener = $1::text`,
  `delete from "factum".checkpoints where listener = $1::text`,
  `delete from "factum".listeners where name = $1::text`,
];
