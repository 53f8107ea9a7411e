-- Performs independent appends in one round trip; see DESIGN.md section 4 and docs/adr/0003.
--
-- Per append, in arrival order:
--   stream_ids    the stream
--   expected      0 and above: exactly this version; -1: any; -2: the stream exists
--   append_ids    idempotency key within the stream, or null
--   event_counts  how many of the events below are its; 0 only checks the version
-- Per event, append after append: event_ids, types, schema_versions, data, metadata.
--
-- Returns one row per append, in order:
--   status    0 stored, 1 duplicate, 2 conflict
--   version   the stream's version after it (duplicate: as it was after the first time; conflict: as it is)
--   position  of its last event; 0 if it stored none
create or replace function "factum".append_1(
  stream_ids      text[],
  expected        bigint[],
  append_ids      uuid[],
  event_counts    integer[],
  event_ids       uuid[],
  types           text[],
  schema_versions smallint[],
  data            jsonb[],
  metadata        jsonb[]
) returns table (status smallint, version bigint, "position" bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- Planned once per connection: planning anew for every length of the arrays took half of the time (measured). A plan made
-- while the tables are small has to suit large ones too, so only index lookups are on offer.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  positions_seq constant oid := '"factum".positions'::regclass;
  appends       constant integer := cardinality(stream_ids);
  slots         integer[];  -- per append: the first append to the same stream, whose slot below they share
  actual        bigint[];   -- per slot: the running version
  before        bigint[];   -- per append: the version that it starts from
  first_event   integer[];  -- per append: index of its first event
  statuses      smallint[] := array_fill(0::smallint, array[appends]);
  versions      bigint[] := array_fill(0::bigint, array[appends]);
  last_position bigint[] := array_fill(0::bigint, array[appends]);
  repeats       integer[] := array_fill(0, array[appends]); -- per append: an earlier one of this call that it repeats
  event_append  integer[] := '{}'; -- per event: its append
  stored        integer := 0;
  next_event    integer := 1;
  floor         bigint;
  new_positions bigint[];
  earlier       record;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'an append needs READ COMMITTED, not %', upper(current_setting('transaction_isolation'))
      using errcode = 'ZF002', hint = 'Start the transaction with ISOLATION LEVEL READ COMMITTED.';
  end if;
  -- An acknowledged event has to survive a crash, whatever the session prefers.
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;

  -- 1. Lock every stream, in one canonical order, in one statement: no deadlock between batches.
  insert into "factum".streams as s (stream_id, category, version)
  select id, split_part(id, '-', 1), 0 from (select distinct unnest(stream_ids) collate "C" as id order by 1) ids
  on conflict (stream_id) do update set version = excluded.version where false;

  -- 2. Evaluate in arrival order against running versions; a later statement, so that it sees what the lock waited for.
  select array_agg(first_of_stream order by ord), array_agg(stream_version order by ord)
    into slots, actual
    from (
      select a.ord, s.version as stream_version,
             (min(a.ord) over (partition by a.stream_id))::integer as first_of_stream
        from unnest(stream_ids) with ordinality as a (stream_id, ord)
        join "factum".streams s on s.stream_id = a.stream_id collate "C"
    ) a;
  before := actual;
  first_event := array_fill(0, array[appends]);

  for i in 1 .. appends loop
    declare
      slot     constant integer := slots[i];
      current  constant bigint := actual[slot];
      wanted   constant bigint := expected[i];
      size     constant integer := event_counts[i];
      is_there boolean := false;
      first_time integer := 0;
    begin
      first_event[i] := next_event;
      next_event := next_event + size;
      before[i] := current;

      -- The same append, earlier in this call.
      for j in slot .. i - 1 loop
        if slots[j] = slot and statuses[j] < 2 and event_counts[j] > 0
           and (append_ids[j] = append_ids[i]
                or (wanted = before[j] and size = event_counts[j]
                    and event_ids[first_event[j] : first_event[j] + size - 1]
                      = event_ids[next_event - size : next_event - 1])) then
          first_time := case when statuses[j] = 0 then j else repeats[j] end;
          exit;
        end if;
      end loop;
      if first_time > 0 then
        statuses[i] := 1;
        versions[i] := versions[first_time];
        repeats[i] := first_time;
        event_append := event_append || array_fill(0, array[size]);
        continue;
      end if;

      if append_ids[i] is not null then
        -- Looked for on every attempt, under the stream's lock: a check on retries alone still stores twice.
        select e.version + e.append_size - 1 as version into earlier
          from "factum".events e where e.stream_id = stream_ids[i] and e.append_id = append_ids[i];
        is_there := found;
      end if;
      if not is_there and wanted >= 0 and wanted < current and size > 0 then
        -- The very events where this append would have put them: it was sent again.
        select wanted + size as version into earlier
         where size = (
           select count(*) from "factum".events e
             join generate_series(0, size - 1) as n on e.version = wanted + 1 + n
            where e.stream_id = stream_ids[i] and e.event_id = event_ids[first_event[i] + n]);
        is_there := found;
      end if;

      if is_there then
        statuses[i] := 1;
        versions[i] := earlier.version;
        last_position[i] := (select e.position from "factum".events e
                              where e.stream_id = stream_ids[i] and e.version = earlier.version);
        event_append := event_append || array_fill(0, array[size]);
      elsif (wanted >= 0 and wanted <> current) or (wanted = -2 and current = 0) then
        statuses[i] := 2;
        versions[i] := current;
        event_append := event_append || array_fill(0, array[size]);
      else
        actual[slot] := current + size;
        versions[i] := current + size;
        stored := stored + size;
        event_append := event_append || array_fill(i, array[size]);
      end if;
    end;
  end loop;

  if stored > 0 then
    -- 3. Before any position is taken: hold every reader's bound at or below the floor until this transaction is visible.
    floor := coalesce(pg_sequence_last_value(positions_seq), 0);
    perform pg_advisory_xact_lock_shared((positions_seq::bigint << 32) | (floor & 4294967295));

    -- 4. Insert in order.
    with stored_events as (
      insert into "factum".events
        (position, stream_id, version, event_id, append_id, append_size, type, schema_version, data, metadata, recorded_at)
      select nextval(positions_seq::regclass),
             stream_ids[e.append],
             before[e.append] + 1 + (e.ord - first_event[e.append]),
             e.event_id,
             case when e.ord = first_event[e.append] then append_ids[e.append] end,
             case when e.ord = first_event[e.append] and append_ids[e.append] is not null then event_counts[e.append] end,
             e.type, e.schema_version, e.data, e.metadata,
             date_trunc('milliseconds', clock_timestamp())
        from unnest(event_append, event_ids, types, schema_versions, data, metadata)
             with ordinality as e (append, event_id, type, schema_version, data, metadata, ord)
       where e.append > 0
      returning position
    )
    select array_agg(position) into new_positions from stored_events;

    if new_positions[1] <= floor or new_positions[stored] < new_positions[1] then
      raise exception 'position % is not above the floor %', new_positions[1], floor
        using errcode = 'ZF003', hint = 'The sequence "factum".positions was set back; run the start-up checks.';
    end if;

    update "factum".streams s set version = v.version
      from (select stream_ids[slot] as stream_id, actual[slot] as version
              from (select distinct unnest(slots) as slot) d) v
     where s.stream_id = v.stream_id collate "C" and s.version <> v.version;
  end if;

  -- 5. What each came to.
  stored := 0;
  for i in 1 .. appends loop
    if statuses[i] = 0 and event_counts[i] > 0 then
      stored := stored + event_counts[i];
      last_position[i] := new_positions[stored];
    elsif repeats[i] > 0 then
      last_position[i] := last_position[repeats[i]];
    end if;
  end loop;
  return query select * from unnest(statuses, versions, last_position);
end $$;

revoke all on function "factum".append_1 from public;
