import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";

/** Whether a listener of that name was ever declared. */
export async function isListener(pool: Pool, schema: string, name: string): Promise<boolean> {
  const text = `select from "factum".listeners where name = $1::text`;
  return (await runQuery(pool, { text: forSchema(text, schema), values: [name] })).length > 0;
}
