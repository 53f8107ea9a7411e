-- The short way of `append.sql` for appends of several events each: all exact, no append ids, no groups, no stream twice.
--
-- The parameters are those of `append.sql`; it returns what `append-evaluated.sql` does, or, if every append was stored, nulls
-- for statuses and versions: each version is the expected one and as many more as the append has events.
create or replace function "factum".append_exact_1(
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
  out statuses    smallint[],
  out versions    bigint[],
  out positions   bigint[]
)
language plpgsql volatile -- called by append.sql alone, and so with its owner's rights
set search_path = pg_catalog, pg_temp
-- As in `append.sql`: planned once per connection, from index lookups.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  appends     constant integer := cardinality(stream_ids);
  last_events integer[]; -- per append: index of its last event
  is_created  boolean;
  raised      text[];
  created     text[];
  floor       bigint;
  now         timestamptz; -- of all events: an append is one thing, also to whoever reads up to a time
  places      bigint[];    -- per event: its position
begin
  -- Whoever may call `append.sql` may say anything. Arrays may begin anywhere and have several dimensions; what follows takes
  -- them by their subscripts.
  if 1 <> any (array[array_lower(stream_ids, 1), array_lower(expected, 1), array_lower(event_counts, 1),
                     array_ndims(stream_ids), array_ndims(expected), array_ndims(event_counts)])
  then
    raise exception 'the parameters of an append do not fit each other' using errcode = 'ZF005';
  end if;
  for i in 1 .. appends loop
    last_events[i] := coalesce(last_events[i - 1], 0) + event_counts[i];
  end loop;

  if appends = 1 then
    -- The same as below, in small statements: the commands of a busy stream go this way, 5 to 10 % faster (measured).
    insert into "factum".streams as s (stream_id, category, version)
    select stream_ids[1], split_part(stream_ids[1], '-', 1), expected[1] + event_counts[1]
     where not exists (
       select from "factum".inline_models m
        where m.category = split_part(stream_ids[1], '-', 1) and types && m.followed
          and coalesce(strpos(current_setting('factum.inline', true), ',' || m.generation || ','), 0) = 0
          for key share)
    on conflict (stream_id) do update set version = excluded.version where s.version = excluded.version - event_counts[1]
    returning s.xmax = 0 and s.version > event_counts[1] into is_created;
    if is_created then
      raised := stream_ids;
      created := stream_ids;
    elsif is_created is not null then
      floor := coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0);
      if pg_advisory_xact_lock_shared(
           ('"factum".positions'::regclass::oid::bigint << 32) | (floor & 4294967295)) is not null then
        now := date_trunc('milliseconds', clock_timestamp());
      end if;
      with storing as (
        insert into "factum".events
          (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
        select nextval('"factum".positions'::regclass), stream_ids[1], expected[1] + e.ord, e.event_id, e.type,
               e.schema_version, e.data, e.metadata, now
          from unnest(event_ids, types, schema_versions, data, metadata) with ordinality
                 as e (event_id, type, schema_version, data, metadata, ord)
        returning position
      )
      select array_agg(position order by position) into places from storing;
    end if;
  else
    -- One statement; what has to come first is what the rest selects from.
    with raising as (
      -- 1 and 2. Lock in canonical order, and raise the version where it is the expected one.
      insert into "factum".streams as s (stream_id, category, version)
      select a.stream_id, split_part(a.stream_id, '-', 1), a.expected + a.size
        from unnest(stream_ids, expected, event_counts) as a (stream_id, expected, size) order by a.stream_id collate "C"
      on conflict (stream_id) do update set version = excluded.version
        where s.version = excluded.version - event_counts[array_position(stream_ids, s.stream_id)]
      -- A stream that is not there has been created, whatever was expected of it.
      returning s.stream_id, s.xmax = 0 and s.version > event_counts[array_position(stream_ids, s.stream_id)] as is_created
    ), passing as materialized (
      select array_agg(stream_id) as raised, array_agg(stream_id) filter (where is_created) as created from raising
    ), floor as materialized (
      select coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0) as floor
        from passing where cardinality(raised) = appends and created is null
         and not exists (
           select from "factum".inline_models m
            where coalesce(strpos(current_setting('factum.inline', true), ',' || m.generation || ','), 0) = 0
              and (select true from unnest(event_appends, types) as e (append, type)
                    where split_part(stream_ids[e.append], '-', 1) = m.category and e.type = any (m.followed) limit 1)
            for key share)
    ), fence as materialized (
      -- 3. Before any position is taken: hold every reader's bound at or below the floor until this transaction is visible.
      select floor, pg_advisory_xact_lock_shared(
                      ('"factum".positions'::regclass::oid::bigint << 32) | (floor & 4294967295)) as held,
             date_trunc('milliseconds', clock_timestamp()) as now
        from floor
    ), storing as (
      -- 4. Insert in order.
      insert into "factum".events
        (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
      select nextval('"factum".positions'::regclass), stream_ids[e.append],
             expected[e.append] + event_counts[e.append] - (last_events[e.append] - e.ord), e.event_id, e.type,
             e.schema_version, e.data, e.metadata, f.now
        from fence f, unnest(event_appends, event_ids, types, schema_versions, data, metadata) with ordinality
                        as e (append, event_id, type, schema_version, data, metadata, ord)
       where f.held is not null
      returning position
    )
    select p.raised, p.created, (select array_agg(position order by position) from storing), (select f.floor from fence f)
      into raised, created, places, floor from passing p;
  end if;

  if places[1] <= floor then
    raise exception 'position % is not above the floor %', places[1], floor
      using errcode = 'ZF003', hint = 'The sequence "factum".positions was set back; run the start-up checks.';
  end if;
  if places[cardinality(places)] > 9007199254740991 then
    raise exception 'position % is beyond 9007199254740991, where JavaScript cannot tell numbers apart',
      places[cardinality(places)]
      using errcode = 'ZF006', hint = 'Set the sequence "factum".positions back to the highest position of an event.';
  end if;
  if places is null then
    select l.statuses, l.versions, l.positions into statuses, versions, positions
      from "factum".append_evaluated_1(stream_ids, expected, append_ids, event_counts, groups, event_appends, event_ids,
                                       types, schema_versions, data, metadata, coalesce(raised, '{}'),
                                       coalesce(created, '{}'), false) l;
    return;
  end if;
  for i in 1 .. appends loop
    positions[i] := places[last_events[i]];
  end loop;
end $$;

revoke all on function "factum".append_exact_1 from public;
