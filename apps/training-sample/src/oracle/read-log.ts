import type { Pool } from "pg";
import type { LogEvent } from "./log-event.js";

interface Row {
  readonly position: string;
  readonly stream_id: string;
  readonly version: string;
  readonly event_id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly recorded_at: Date;
}

/** The whole log by rising position, with SQL of its own: an oracle that read through the adapter would share its faults. */
export async function readLog(pool: Pool, schema = "factum"): Promise<LogEvent[]> {
  const { rows } = await pool.query<Row>(
    `select position, stream_id, version, event_id, type, data, recorded_at from "${schema}".events order by position`,
  );
  return rows.map((row) => ({
    position: Number(row.position),
    streamId: row.stream_id,
    version: Number(row.version),
    eventId: row.event_id,
    type: row.type,
    data: row.data,
    recordedAt: row.recorded_at.toISOString(),
  }));
}
