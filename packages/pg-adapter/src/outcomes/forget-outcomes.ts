import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** What one call forgets at most. It holds the rows until it has committed: some milliseconds for so many. */
const CHUNK = 1_000;

/**
 * Calls `forget-outcomes.sql` until there is nothing left to forget; each call is a transaction of its own.
 *
 * @param before ISO 8601; counts to the millisecond, as outcomes are stored
 * @returns how many there were
 */
export async function forgetOutcomes(pool: Pool, schema: string, before: string): Promise<number> {
  for (let forgotten = 0; ; ) {
    const [row] = await runQuery<{ forgotten: number }>(pool, {
      types: OWN_TYPES,
      text: `select ${quoteIdentifier(schema)}.forget_outcomes_1(to_timestamp($1::float8 / 1000), $2::integer) as forgotten`,
      values: [Date.parse(before), CHUNK],
    });
    const chunk = row?.forgotten ?? 0;
    forgotten += chunk;
    if (chunk < CHUNK) return forgotten;
  }
}
