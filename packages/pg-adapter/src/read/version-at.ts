import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";

/**
 * The stream's version before its first event that was recorded later than `instant`; beyond all versions if none was.
 *
 * It looks through the stream up to there: times have no index, and need not rise. They
 * count to the millisecond, as they are shown, whatever more a row of another hand may hold.
 */
export async function versionAt(pool: Pool, schema: string, streamId: string, instant: string): Promise<number> {
  const [later] = await runQuery<{ version: string }>(pool, {
    text: `
      select e.version from ${quoteIdentifier(schema)}.events e
       where e.stream_id = $1 and date_trunc('milliseconds', e.recorded_at) > to_timestamp($2::float8 / 1000)
       order by e.version limit 1`,
    values: [streamId, Date.parse(instant)],
    types: OWN_TYPES,
  });
  return later === undefined ? Number.MAX_SAFE_INTEGER : safeInteger(later.version) - 1;
}
