import type { StoredEvent } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import type { EventFilter } from "./event-filter.js";
import { AS_EVENT_ROWS, EVENT_COLUMNS, type StoredEventRow, storedEventOf } from "./stored-event-row.js";

/** A stretch of the log: positions above `after` up to `upTo`. */
export interface PositionRange {
  readonly after: number;
  readonly upTo: number;
}

/** The first parameter that a filter may use. */
export const FIRST_FILTER_PARAMETER = 4;

/** The first `limit` events of a stretch by rising position, in one statement without a name: a pooler may stand between. */
export async function selectRange(
  pool: Pool,
  schema: string,
  { after, upTo }: PositionRange,
  limit: number,
  filter?: EventFilter,
): Promise<StoredEvent[]> {
  const rows = await runQuery<StoredEventRow>(pool, {
    text: rangeSql(schema, filter),
    values: [after, upTo, limit, ...(filter?.values ?? [])],
    ...AS_EVENT_ROWS,
  });
  return rows.map(storedEventOf);
}

/** Parameters: `$1` after, `$2` up to, `$3` limit, then those of the filter. */
export function rangeSql(schema: string, filter?: EventFilter): string {
  return `
    select ${EVENT_COLUMNS} from ${quoteIdentifier(schema)}.events e
     where e."position" > $1 and e."position" <= $2 ${filter === undefined ? "" : `and ${filter.condition}`}
     order by e."position" limit $3`;
}
