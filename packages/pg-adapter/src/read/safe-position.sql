-- The safe position: every event at or below it is visible to a *later* statement, or will never exist.
--
-- Why: an event at or below the bound took its advisory lock, with a floor below it, before its position was allocated.
-- When pg_locks was read that lock was either held (then the bound is lower) or released, and Postgres makes a transaction
-- visible before it releases its locks. docs/storage.md lists the traps; each has a test.
create or replace function "factum".safe_position_1() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  positions_seq constant oid := '"factum".positions'::regclass;
  last   bigint;
  last2  bigint;
  floors bigint[]; -- the low 32 bits of each
  safe   bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    -- A later statement would read with the old snapshot.
    raise exception 'the log is read under READ COMMITTED, not %', upper(current_setting('transaction_isolation'))
      using errcode = 'ZF002', hint = 'Start the transaction with ISOLATION LEVEL READ COMMITTED.';
  end if;
  if pg_is_in_recovery() then
    -- The locks of the primary are not known here.
    raise exception 'the log cannot be followed on a hot standby' using errcode = 'ZF004', hint = 'Connect to the primary.';
  end if;

  -- Never "select last_value": it can read a value that nextval has logged ahead.
  last := coalesce(pg_sequence_last_value(positions_seq), 0);
  select array_agg(l.objid::bigint) into floors from pg_locks l
   where l.locktype = 'advisory' and l.objsubid = 1 and l.classid = positions_seq
     and l.database = (select d.oid from pg_database d where d.datname = current_database());
  last2 := coalesce(pg_sequence_last_value(positions_seq), 0);

  select least(last, min(last2 - ((last2 - low) & 4294967295))) into safe from unnest(floors) as low;
  return safe;
end $$;

revoke all on function "factum".safe_position_1 from public;
