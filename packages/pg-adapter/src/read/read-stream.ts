import type { ReadStreamOptions, StoredEvent } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { EVENT_COLUMNS, type StoredEventRow, storedEventOf } from "./stored-event-row.js";

const PAGE_SIZE = 500;

/** The events of one stream by rising version, a page at a time. */
export async function* readStream(
  pool: Pool,
  schema: string,
  streamId: string,
  { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER }: ReadStreamOptions = {},
): AsyncGenerator<StoredEvent> {
  for (let next = fromVersion; next <= toVersion; ) {
    const rows = await runQuery<StoredEventRow>(pool, {
      text: `
        select ${EVENT_COLUMNS} from ${quoteIdentifier(schema)}.events e
         where e.stream_id = $1 and e.version >= $2 and e.version <= $3
         order by e.version limit $4`,
      values: [streamId, next, toVersion, PAGE_SIZE],
    });
    for (const row of rows) yield storedEventOf(row);
    if (rows.length < PAGE_SIZE) return;
    next += rows.length;
  }
}
