import { assertStreamRead, type ReadStreamOptions, type StoredEvent } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { AS_EVENT_ROWS, EVENT_COLUMNS, type StoredEventRow, storedEventOf } from "./stored-event-row.js";
import { versionAt } from "./version-at.js";

const PAGE_SIZE = 500;

/**
 * The events of one stream by version, a page at a time, each page a statement of its own.
 *
 * @throws {InvalidDataError} for an id that no stream has
 * @throws {InvalidOptionError} naming the option
 */
export async function* readStream(
  pool: Pool,
  schema: string,
  streamId: string,
  options: ReadStreamOptions = {},
): AsyncGenerator<StoredEvent> {
  assertStreamRead(streamId, options);
  const isBackwards = options.direction === "backwards";
  const text = pageSql(schema, isBackwards);
  let lowest = options.fromVersion ?? 1;
  let highest = options.toVersion ?? Number.MAX_SAFE_INTEGER;
  let missing = options.maxCount ?? Number.MAX_SAFE_INTEGER;
  if (options.recordedUntil !== undefined) {
    highest = Math.min(highest, await versionAt(pool, schema, streamId, options.recordedUntil));
  }

  while (missing > 0 && lowest <= highest) {
    const limit = Math.min(missing, PAGE_SIZE);
    const values = [streamId, lowest, highest, limit];
    const rows = await runQuery<StoredEventRow>(pool, { text, values, ...AS_EVENT_ROWS });
    for (const row of rows) {
      const event = storedEventOf(row);
      if (isBackwards) highest = event.version - 1;
      else lowest = event.version + 1;
      yield event;
    }
    if (rows.length < limit) return;
    missing -= rows.length;
  }
}

/** Parameters: `$1` stream id, `$2` lowest and `$3` highest version, `$4` limit. */
export function pageSql(schema: string, isBackwards: boolean): string {
  return `
    select ${EVENT_COLUMNS} from ${quoteIdentifier(schema)}.events e
     where e.stream_id = $1 and e.version >= $2 and e.version <= $3
     order by e.version ${isBackwards ? "desc" : "asc"} limit $4`;
}
