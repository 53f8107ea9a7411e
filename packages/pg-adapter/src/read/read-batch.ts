import type { ReadBatchQuery, StoredEvent } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { EVENT_COLUMNS, type StoredEventRow, storedEventOf } from "./stored-event-row.js";

/** Events of all streams by rising position; a statement of its own, later than the one that computed the bound. */
export async function readBatch(pool: Pool, schema: string, query: ReadBatchQuery): Promise<StoredEvent[]> {
  const { after, upTo, limit, sources } = query;
  const wanted = sources?.flatMap(({ category, types }) => types.map((type) => ({ category, type })));
  const rows = await runQuery<StoredEventRow>(pool, {
    text: `
      select ${EVENT_COLUMNS} from ${quoteIdentifier(schema)}.events e
       where e."position" > $1 and e."position" <= $2 ${wanted === undefined ? "" : WANTED_ONLY}
       order by e."position" limit $3`,
    values: [
      after,
      upTo,
      limit,
      ...(wanted === undefined ? [] : [wanted.map(({ type }) => type), wanted.map(({ category }) => category)]),
    ],
  });
  return rows.map(storedEventOf);
}

const WANTED_ONLY = `
  and e.type = any ($4::text[])
  and (e.type, split_part(e.stream_id, '-', 1)) in (select * from unnest($4::text[], $5::text[]))`;
