import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { isoTime } from "../values/iso-time.js";
import { safeInteger } from "../values/safe-integer.js";
import { schemaName } from "../values/schema-name.js";
import { forSchema } from "../values/sql-file.js";

/** An open transaction that has appended. Listeners see no event above its floor before it ends. */
export interface SafePositionHolder {
  /** The last position before its first append; the safe position is the lowest floor. */
  readonly floor: number;
  /** Its server process; null for a prepared transaction. */
  readonly pid: number | null;
  /** The global id of a prepared transaction, else null. */
  readonly preparedTransaction: string | null;
  /**
   * How long its transaction has been open, in milliseconds; prepared, for how long. Null, as are the fields below it, if
   * neither this role nor the schema's owner may look at the session: grant pg_read_all_stats to one of them.
   */
  readonly ageMs: number | null;
  readonly applicationName: string | null;
  /** As in pg_stat_activity, e.g. `idle in transaction`. */
  readonly state: string | null;
  /** Null as well for a connection through a Unix socket. */
  readonly clientAddress: string | null;
  /** ISO 8601 in UTC. Of the last query, if none is running. */
  readonly queryStartedAt: string | null;
}

/** How far listeners may read, and who keeps them from reading on. */
export interface SafePositionReport {
  readonly safePosition: number;
  /** The last position that was given out, to an event that is visible, in flight or gone. */
  readonly lastPosition: number;
  /** The lowest floor first; none if nothing is held back. */
  readonly holders: readonly SafePositionHolder[];
}

/**
 * Who holds back the safe position at this moment. For status pages and alarms: no listener depends on it.
 *
 * Any role with a connection can delay listeners in this way, by holding the advisory lock that an append takes; it shows
 * up here like an appender.
 *
 * @throws {PgUnavailableError} without a connection
 * @throws {PgStoreError} when the role may not ask, or on a hot standby
 */
export async function safePositionHolders({
  pool,
  schema,
}: {
  readonly pool: Pool;
  readonly schema?: string;
}): Promise<SafePositionReport> {
  const rows = await runQuery<HolderRow>(pool, { text: forSchema(REPORT, schemaName(schema)) });
  return {
    safePosition: safeInteger(rows[0]?.safe ?? 0),
    lastPosition: safeInteger(rows[0]?.last ?? 0),
    holders: rows.flatMap((row) => (row.floor === null ? [] : [holderOf(row, row.floor)])),
  };
}

interface HolderRow {
  readonly safe: string;
  readonly last: string;
  readonly floor: string | null;
  readonly pid: number | null;
  readonly gid: string | null;
  readonly age_ms: string | null;
  readonly application_name: string | null;
  readonly state: string | null;
  readonly client_address: string | null;
  readonly query_started_at: string | null;
}

/** The function sees what its owner may see of a session; the caller may see more of its own. */
const REPORT = `
  select h.safe, h.last, h.floor, h.pid, h.gid,
         coalesce(h.age_ms, (extract(epoch from clock_timestamp()
                             - coalesce(a.xact_start, a.state_change)) * 1000)::bigint) as age_ms,
         coalesce(h.application_name, a.application_name) as application_name,
         coalesce(h.state, a.state) as state,
         coalesce(h.client_address, host(a.client_addr)) as client_address,
         ${isoTime("coalesce(h.query_started_at, a.query_start)")} as query_started_at
    from "factum".safe_position_holders_1() h
    left join pg_stat_activity a on a.pid = h.pid
   order by h.floor, h.pid`;

function holderOf(row: HolderRow, floor: string): SafePositionHolder {
  return {
    floor: safeInteger(floor),
    pid: row.pid,
    preparedTransaction: row.gid,
    ageMs: row.age_ms === null ? null : safeInteger(row.age_ms),
    applicationName: row.application_name,
    state: row.state,
    clientAddress: row.client_address,
    queryStartedAt: row.query_started_at,
  };
}
