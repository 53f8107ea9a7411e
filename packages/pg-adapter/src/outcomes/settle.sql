-- Settles a command in one round trip and one transaction: appends its events, or remembers an outcome that has none.
--
--   stream, expected, command   where, on which exact version, and which; the command's id is the append's
--   event_ids … metadata        its events, as those of `append.sql`; or empty arrays, and then
--   to_remember                 what to remember; null with events
--   call                        names this call and its repetitions: what it did itself before a connection broke is its own
--   lock_wait_ms                how long to wait for a stream that another transaction holds, before 55P03
--
-- Returns:
--   status      0 stored, 1 duplicate, 2 conflict, as `append.sql` does; 4 remembered
--   version     of the stream, as `append.sql` says it; of what is remembered: the expected one
--   place       position of the last event; 0 without
--   remembered  what is remembered from an earlier call
--   is_own      whether the duplicate has the same first event, or this very call has remembered it
create or replace function "factum".settle_1(
  stream          text,
  expected        bigint,
  command         uuid,
  event_ids       uuid[],
  types           text[],
  schema_versions smallint[],
  data            jsonb[],
  metadata        jsonb[],
  to_remember     jsonb,
  call            uuid,
  lock_wait_ms    integer,
  out status      smallint,
  out version     bigint,
  out place       bigint,
  out remembered  jsonb,
  out is_own      boolean
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- As `append.sql`: planned once per connection, for tables of any size.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  events constant integer := coalesce(cardinality(event_ids), 0);
begin
  if stream is null or expected is null or expected < 0 or command is null or call is null
     or (events = 0) <> (to_remember is not null)
  then
    raise exception 'the parameters of a settled command do not fit each other' using errcode = 'ZF005';
  end if;
  perform set_config('lock_timeout', coalesce(lock_wait_ms::text, current_setting('lock_timeout')), true);

  -- The stream's lock, as an append takes it: whoever settles this command has it until its transaction ends.
  insert into "factum".streams as s (stream_id, category, version) values (stream, split_part(stream, '-', 1), 0)
  on conflict (stream_id) do update set version = excluded.version where false;

  -- In a later statement than the lock, so that it sees what the lock has waited for; and before the append, so that there
  -- is nothing to take back. Under another isolation level it may not see that, but then the append below is refused.
  select o.outcome, o.call_id = call into remembered, is_own
    from "factum".outcomes o where o.stream_id = stream and o.command_id = command;
  if found then
    status := 4;
    version := expected;
    place := 0;
    return;
  end if;

  select a.statuses[1], a.versions[1], a.positions[1] into status, version, place
    from "factum".append_1(array[stream], array[expected], array[command], array[events], array[0],
                           array_fill(1, array[events]), event_ids, types, schema_versions, data, metadata, false,
                           lock_wait_ms) a;
  is_own := false;
  if status = 0 and events = 0 then
    insert into "factum".outcomes (stream_id, command_id, outcome, call_id, settled_at)
    values (stream, command, to_remember, call, date_trunc('milliseconds', clock_timestamp()));
  elsif status = 1 then
    is_own := exists (select from "factum".events e
                       where e.stream_id = stream and e.append_id = command and e.event_id = event_ids[1]);
  end if;
end $$;

revoke all on function "factum".settle_1 from public;
