import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";

/** Calls `safe-position.sql`. */
export async function safePosition(pool: Pool, schema: string): Promise<number> {
  const [row] = await runQuery<{ safe: string }>(pool, {
    text: `select ${quoteIdentifier(schema)}.safe_position_1() as safe`,
  });
  return safeInteger(row?.safe ?? 0);
}
