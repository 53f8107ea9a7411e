import { assertBatchRead, type ReadBatchQuery, type StoredEvent } from "@factum/core";
import type { Pool } from "pg";
import { eventFilter } from "./event-filter.js";
import { FIRST_FILTER_PARAMETER, selectRange } from "./select-range.js";
import { windowsOf } from "./windows-of.js";

/**
 * Events of all streams by rising position, in statements later than the one that computed the bound.
 *
 * With a filter it looks at windows of the log that grow while they hold too little (docs/adr/0007).
 *
 * @throws {InvalidOptionError} naming the option
 */
export async function readBatch(pool: Pool, schema: string, query: ReadBatchQuery): Promise<StoredEvent[]> {
  assertBatchRead(query);
  const { limit, sources } = query;
  if (sources === undefined) return selectRange(pool, schema, query, limit);
  if (sources.length === 0) return [];

  const filter = eventFilter(sources, FIRST_FILTER_PARAMETER);
  const found: StoredEvent[][] = [];
  let missing = limit;
  for (const window of windowsOf(query, limit)) {
    const events = await selectRange(pool, schema, window, missing, filter);
    found.push(events);
    missing -= events.length;
    if (missing === 0) break;
  }
  return found.flat();
}
