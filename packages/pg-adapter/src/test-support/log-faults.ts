import type { Pool } from "pg";
import { forSchema } from "../values/sql-file.js";

const FAULTS = `
  select format('stream %s has %s events, versions %s to %s, and version %s on its row', e.stream_id, e.events, e.first,
                e.last, s.version) as fault
    from (select stream_id, count(*) as events, min(version) as first, max(version) as last
            from "factum".events group by stream_id) e
    left join "factum".streams s using (stream_id)
   where s.version is distinct from e.events or e.first <> 1 or e.last <> e.events
  union all
  select format('stream %s has version %s and no events', s.stream_id, s.version) from "factum".streams s
   where s.version > 0 and not exists (select from "factum".events e where e.stream_id = s.stream_id)
  union all
  select format('stream %s: version %s stands at a lower position than the one before it', e.stream_id, e.version)
    from (select stream_id, version, position,
                 lag(position) over (partition by stream_id order by version) as before from "factum".events) e
   where e.position < e.before
  union all
  select format('event %s is stored %s times', event_id, count(*)) from "factum".events group by event_id having count(*) > 1`;

/** What must be true of every log whatever has happened to it, one sentence a breach. For logs whose event ids are all fresh. */
export async function logFaults(pool: Pool, schema: string): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(forSchema(FAULTS, schema));
  return rows.map(({ fault }) => fault);
}
