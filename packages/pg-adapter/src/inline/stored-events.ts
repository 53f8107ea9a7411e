import type { StoredEvent } from "@factum/core";
import type { ClientBase } from "pg";
import { AS_EVENT_ROWS, EVENT_COLUMNS, type StoredEventRow, storedEventOf } from "../read/stored-event-row.js";
import { forSchema } from "../values/sql-file.js";

/** Events that an append has just stored: its stream, and their versions. */
export interface StoredRange {
  readonly streamId: string;
  readonly first: number;
  readonly last: number;
}

/** These events, by position, as the transaction of `client` sees them. */
export async function storedEvents(
  client: ClientBase,
  schema: string,
  ranges: readonly StoredRange[],
): Promise<readonly StoredEvent[]> {
  if (ranges.length === 0) return [];
  const { rows } = await client.query<StoredEventRow>({
    ...AS_EVENT_ROWS,
    text: forSchema(STORED, schema),
    values: [JSON.stringify(ranges)],
  });
  return rows.map(storedEventOf);
}

/** One lookup a stream, whatever the planner believes of a table that has just begun to grow. */
const STORED = `
  select e.* from jsonb_to_recordset($1::jsonb) as r ("streamId" text, first bigint, last bigint)
   cross join lateral (
     select ${EVENT_COLUMNS} from "factum".events e
      where e.stream_id = r."streamId" collate "C" and e.version between r.first and r.last offset 0) e
   order by 1`;
