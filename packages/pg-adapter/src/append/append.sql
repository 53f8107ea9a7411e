-- Performs appends in one round trip and one transaction; see docs/storage.md.
--
-- Per append, in arrival order:
--   stream_ids    the stream
--   expected      0 and above: exactly this version; -1: any; -2: the stream exists
--   append_ids    idempotency key within the stream, or null
--   event_counts  how many of the events below are its; 0 only checks the version
--   groups        0: on its own. Neighbours with the same number above 0 pass or fail together
-- Per event, append after append:
--   event_appends index of its append, from 1
--   event_ids, types, schema_versions, data, metadata
--   is_plain      the common case, which takes fewer steps: every append is exact, has events, no append id and no group, and
--                 no stream occurs twice
--   lock_wait_ms  how long to wait for a stream that another transaction holds, before 55P03; null: this is a transaction of
--                 the caller's own, and waits as its session does
--
-- Refuses events that an inline read model follows (ZF007), unless the setting `factum.inline` says that this transaction writes
-- its rows: see `begin-inline.sql`. The short ways look for such events in a statement that they need anyway, and leave them to
-- `append-evaluated.sql`.
--
-- Returns what `append-evaluated.sql` does; or, if every append took a short way and was stored, nulls for statuses and
-- versions: each version is the expected one and one more for each event.
create or replace function "factum".append_1(
  stream_ids      text[],
  expected        bigint[],
  append_ids      uuid[],
  event_counts    integer[],
  groups          integer[],
  event_appends   integer[],
  event_ids       uuid[],
  types           text[],
  schema_versions smallint[],
  data            jsonb[],
  metadata        jsonb[],
  is_plain        boolean,
  lock_wait_ms    integer,
  out statuses    smallint[],
  out versions    bigint[],
  out positions   bigint[]
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- Planned once per connection: planning anew for every length of the arrays took half of the time (measured). A plan made
-- while the tables are small has to suit large ones too, so only index lookups are on offer.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  raised     text[] := '{}';
  created    text[] := '{}';
  is_created boolean;
  is_held    boolean;
  floor      bigint;
  place      bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'an append needs READ COMMITTED, not %', upper(current_setting('transaction_isolation'))
      using errcode = 'ZF002', hint = 'Start the transaction with ISOLATION LEVEL READ COMMITTED.';
  end if;
  -- An acknowledged event has to survive a crash, whatever the session prefers.
  if (current_setting('synchronous_commit') = 'off' and set_config('synchronous_commit', 'on', true) is null)
     or set_config('lock_timeout', coalesce(lock_wait_ms::text, current_setting('lock_timeout')), true) is null
     -- A hint, and no more: whoever may call this function may say anything.
     or (is_plain and 1 = all (event_counts) and 0 = all (groups) and 0 <= all (expected)
             and cardinality(event_ids) = cardinality(stream_ids) and cardinality(expected) = cardinality(stream_ids)
             and cardinality(event_counts) = cardinality(stream_ids) and array_remove(append_ids, null) = '{}')
        is not true
  then
    if is_plain and 0 < all (event_counts) and 0 = all (groups) and 0 <= all (expected)
       and cardinality(expected) = cardinality(stream_ids) and cardinality(event_counts) = cardinality(stream_ids)
       and array_remove(append_ids, null) = '{}' and cardinality(event_ids) = cardinality(event_appends)
       and event_appends = (select array_agg(a.ord::integer order by a.ord)
                              from unnest(event_counts) with ordinality as a (size, ord), generate_series(1, a.size))
    then
      select x.statuses, x.versions, x.positions into statuses, versions, positions
        from "factum".append_exact_1(stream_ids, expected, append_ids, event_counts, groups, event_appends, event_ids,
                                     types, schema_versions, data, metadata) x;
      return;
    end if;
    select l.statuses, l.versions, l.positions into statuses, versions, positions
      from "factum".append_evaluated_1(stream_ids, expected, append_ids, event_counts, groups, event_appends, event_ids,
                                       types, schema_versions, data, metadata, '{}', '{}', lock_wait_ms is null) l;
    return;
  end if;

  if cardinality(stream_ids) = 1 then
    -- The same as below, in two statements so small that a single append takes a third less time (measured).
    insert into "factum".streams as s (stream_id, category, version)
    select stream_ids[1], split_part(stream_ids[1], '-', 1), expected[1] + 1
     where not exists (
       select from "factum".inline_models m
        where m.category = split_part(stream_ids[1], '-', 1) and types[1] = any (m.followed)
          and coalesce(strpos(current_setting('factum.inline', true), ',' || m.generation || ','), 0) = 0
          for key share)
    on conflict (stream_id) do update set version = excluded.version where s.version = excluded.version - 1
    returning s.version > 1 and s.xmax = 0 into is_created;
    if not is_created then
      floor := coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0);
      is_held := pg_advisory_xact_lock_shared(
                   ('"factum".positions'::regclass::oid::bigint << 32) | (floor & 4294967295)) is not null;
      insert into "factum".events
        (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
      values (nextval('"factum".positions'::regclass), stream_ids[1], expected[1] + 1, event_ids[1], types[1],
              schema_versions[1], data[1], metadata[1], date_trunc('milliseconds', clock_timestamp()))
      returning position into place;
      if place > floor and place <= 9007199254740991 then
        positions := array[place];
        return;
      end if;
      if place > floor then
        raise exception 'position % is beyond 9007199254740991, where JavaScript cannot tell numbers apart', place
          using errcode = 'ZF006', hint = 'Set the sequence "factum".positions back to the highest position of an event.';
      end if;
      raise exception 'position % is not above the floor %', place, floor
        using errcode = 'ZF003', hint = 'The sequence "factum".positions was set back; run the start-up checks.';
    end if;
    if is_created then
      created := stream_ids;
      raised := stream_ids;
    end if;
    select l.statuses, l.versions, l.positions into statuses, versions, positions
      from "factum".append_evaluated_1(stream_ids, expected, append_ids, event_counts, groups, event_appends, event_ids,
                                       types, schema_versions, data, metadata, raised, created, false) l;
    return;
  end if;

  -- One statement; what has to come first is what the rest selects from.
  with raising as (
    -- 1 and 2. Lock in canonical order, and raise the version where it is the expected one.
    insert into "factum".streams as s (stream_id, category, version)
    select a.stream_id, split_part(a.stream_id, '-', 1), a.expected + 1
      from unnest(stream_ids, expected) as a (stream_id, expected) order by a.stream_id collate "C"
    on conflict (stream_id) do update set version = excluded.version where s.version = excluded.version - 1
    -- A stream that is not there has been created, whatever was expected of it.
    returning s.stream_id, s.version > 1 and s.xmax = 0 as is_created
  ), passing as materialized (
    select array_agg(stream_id) as raised, array_agg(stream_id) filter (where is_created) as created from raising
  ), floor as materialized (
    select coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0) as floor
      from passing where cardinality(raised) = cardinality(stream_ids) and created is null
       and not exists (
         select from "factum".inline_models m
          where coalesce(strpos(current_setting('factum.inline', true), ',' || m.generation || ','), 0) = 0
            -- The limit keeps this from becoming a join, which would begin with the events.
            and (select true from unnest(stream_ids, types) as e (stream_id, type)
                  where split_part(e.stream_id, '-', 1) = m.category and e.type = any (m.followed) limit 1)
          for key share)
  ), fence as materialized (
    -- 3. Before any position is taken: hold every reader's bound at or below the floor until this transaction is visible.
    select floor, pg_advisory_xact_lock_shared(
                    ('"factum".positions'::regclass::oid::bigint << 32) | (floor & 4294967295)) as held
      from floor
  ), storing as (
    -- 4. Insert in order; a position that is not above the floor, or beyond JavaScript's safe integers, becomes null, which
    -- the column refuses: the appends are then sent one by one, and the short way for one says what is wrong.
    insert into "factum".events
      (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
    select case when e.position > e.floor and e.position <= 9007199254740991 then e.position end, e.stream_id, e.expected + 1, e.event_id, e.type,
           e.schema_version, e.data, e.metadata, date_trunc('milliseconds', clock_timestamp())
      from (select nextval('"factum".positions'::regclass) as position, f.floor, a.*
              from fence f, unnest(stream_ids, expected, event_ids, types, schema_versions, data, metadata)
                            as a (stream_id, expected, event_id, type, schema_version, data, metadata)
             where f.held is not null) e
    returning position
  )
  select p.raised, p.created, (select array_agg(position) from storing) into raised, created, positions from passing p;

  if positions is null then
    select l.statuses, l.versions, l.positions into statuses, versions, positions
      from "factum".append_evaluated_1(stream_ids, expected, append_ids, event_counts, groups, event_appends, event_ids,
                                       types, schema_versions, data, metadata, coalesce(raised, '{}'),
                                       coalesce(created, '{}'), false) l;
  end if;
end $$;

revoke all on function "factum".append_1 from public;
