-- Who holds back the safe position: open transactions that have appended, and listeners wait for. Lowest floor first.
--
-- One row per holder, each with `safe` and `last`; without holders one row, whose floor is null.
--   safe, last        the safe position, and the last position that was given out
--   floor             events above it wait for this holder
--   pid               its server process; null for a prepared transaction
--   gid               of a prepared transaction; else null
--   age_ms            of its transaction (prepared: since PREPARE TRANSACTION; without one: of its present state)
--   application_name, state, client_address, query_started_at   as in pg_stat_activity
-- Age and the columns after the application name are null where the owner of this function may not see the session.
create or replace function "factum".safe_position_holders_1()
returns table (safe bigint, last bigint, floor bigint, pid integer, gid text, age_ms bigint, application_name text,
               state text, client_address text, query_started_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  positions_seq constant oid := '"factum".positions'::regclass;
  first_last bigint;
  next_last  bigint;
  pids       integer[];
  vxids      text[];   -- virtual transaction ids, which prepared transactions keep or not, by version of Postgres
  lows       bigint[]; -- the low 32 bits of each floor
begin
  if pg_is_in_recovery() then
    raise exception 'who holds back the log is not known on a hot standby'
      using errcode = 'ZF004', hint = 'Connect to the primary.';
  end if;
  if not has_sequence_privilege(positions_seq, 'usage') and not has_sequence_privilege(positions_seq, 'select') then
    -- Its last value would be null on some versions, and pass for an empty store.
    raise exception 'the owner of this function may not read the sequence "factum".positions' using errcode = '42501';
  end if;

  -- The order of safe-position.sql, and for its reasons.
  first_last := coalesce(pg_sequence_last_value(positions_seq), 0);
  select array_agg(l.pid), array_agg(l.virtualtransaction), array_agg(l.objid::bigint)
    into pids, vxids, lows
    from pg_locks l
   where l.locktype = 'advisory' and l.objsubid = 1 and l.classid = positions_seq and l.granted
     and l.database = (select d.oid from pg_database d where d.datname = current_database());
  next_last := coalesce(pg_sequence_last_value(positions_seq), 0);

  return query
    with holders as (
      select h.pid, h.vxid, min(next_last - ((next_last - h.low) & 4294967295)) as floor
        from unnest(pids, vxids, lows) as h (pid, vxid, low)
       group by h.pid, h.vxid
    ), prepared as ( -- each holds the lock on its own id, too
      select l.virtualtransaction as vxid, p.gid, p.prepared
        from pg_prepared_xacts p
        join pg_locks l on l.locktype = 'transactionid' and l.pid is null and l.transactionid = p.transaction
    )
    select least(first_last, (select min(h.floor) from holders h)), first_last, h.floor, h.pid, x.gid,
           (extract(epoch from clock_timestamp()
              - coalesce(x.prepared, a.xact_start, a.state_change)) * 1000)::bigint,
           a.application_name, a.state, host(a.client_addr), a.query_start
      from (select) as always
      left join holders h on true
      left join pg_stat_activity a on a.pid = h.pid
      left join prepared x on h.pid is null and x.vxid = h.vxid
     order by h.floor, h.pid;
end $$;

revoke all on function "factum".safe_position_holders_1 from public;
