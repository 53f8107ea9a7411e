-- The long way of `append.sql`, for appends that differ or do not all pass: docs/storage.md, its five steps.
--
-- The parameters are those of `append.sql`, and:
--   raised     streams whose version the short way has raised by one
--   created    those of them that were not there, though another version was expected
--   is_within  whether this is a transaction of the caller's own, which may append again
--
-- Returns arrays with one element per append, in order:
--   statuses   0 stored, 1 duplicate, 2 conflict, 3 withdrawn: it is not what kept its group from being stored
--   versions   the stream's version after it (duplicate: as it was after the first time; conflict, withdrawn: as it is)
--   positions  of its last event (duplicate: of the first time's); 0 if it stored none
create or replace function "factum".append_evaluated_1(
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
  raised          text[],
  created         text[],
  is_within       boolean,
  out statuses    smallint[],
  out versions    bigint[],
  out positions   bigint[]
)
language plpgsql volatile -- called by append.sql alone, and so with its owner's rights
set search_path = pg_catalog, pg_temp
-- Planned once per connection: planning anew for every length of the arrays took half of the time (measured). A plan made
-- while the tables are small has to suit large ones too, so only index lookups are on offer.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  positions_seq constant oid := '"factum".positions'::regclass;
  fence         constant text := 'factum.fence_' || positions_seq;
  appends       constant integer := cardinality(stream_ids);
  slots         integer[];  -- per append: the first append to the same stream, whose running version they share
  actual        bigint[];   -- per slot: the running version
  before        bigint[];   -- per append: the version that it starts from
  first_event   integer[];  -- per append: index of its first event
  next_event    integer := 1;
  group_start   integer := 1;
  stored        integer := 0;
  floor         bigint;
  now           timestamptz; -- of all events: an append is one thing, also to whoever reads up to a time
  new_positions bigint[];
  is_done       boolean;    -- something to assign to
  inline_model  text;       -- one whose rows would not be written
begin
  -- Whoever may call the function may say anything; the log cannot be repaired, so it has to fit.
  if exists (
       select from unnest(stream_ids, expected, event_counts, groups) as a (stream_id, expected, size, group_number)
        where a.stream_id is null or a.expected is null or a.expected < -2 or a.size is null or a.size < 0
           or a.group_number is null)
     or cardinality(append_ids) <> appends
     -- Arrays may begin anywhere and have several dimensions; what follows takes them by their subscripts.
     or 1 <> any (array[array_lower(stream_ids, 1), array_lower(expected, 1), array_lower(append_ids, 1),
                        array_lower(event_counts, 1), array_lower(groups, 1), array_lower(event_ids, 1),
                        array_ndims(stream_ids), array_ndims(expected), array_ndims(append_ids), array_ndims(event_counts),
                        array_ndims(groups), array_ndims(event_ids)])
     -- What a short way has raised is known by its stream alone.
     or (raised <> '{}' and appends > (select count(distinct id) from unnest(stream_ids) as id))
     or event_appends is distinct from (
          select coalesce(array_agg(a.ord::integer order by a.ord), '{}')
            from unnest(event_counts) with ordinality as a (size, ord), generate_series(1, a.size))
     or cardinality(event_ids) <> cardinality(event_appends) or cardinality(types) <> cardinality(event_appends)
     or cardinality(schema_versions) <> cardinality(event_appends) or cardinality(data) <> cardinality(event_appends)
     or cardinality(metadata) <> cardinality(event_appends)
  then
    raise exception 'the parameters of an append do not fit each other' using errcode = 'ZF005';
  end if;

  select m.name || '_v' || m.version into inline_model from "factum".inline_models m
   where coalesce(strpos(current_setting('factum.inline', true), ',' || m.generation || ','), 0) = 0
     and (select true from unnest(event_appends, types) as e (append, type)
           where split_part(stream_ids[e.append], '-', 1) = m.category and e.type = any (m.followed) limit 1)
   limit 1 for key share;
  if found then
    raise exception 'the rows of the inline read model % have to be written with these events', inline_model
      using errcode = 'ZF007',
            hint = 'Append them by a version of the application, and of the library, that knows the read model.';
  end if;

  -- 1. Lock every stream, in one canonical order, in one statement: no deadlock between batches.
  insert into "factum".streams as s (stream_id, category, version)
  select id, split_part(id, '-', 1), 0 from (select distinct unnest(stream_ids) collate "C" as id order by 1) ids
  on conflict (stream_id) do update set version = excluded.version where false;

  -- 2. Evaluate in arrival order against running versions; a later statement, so that it sees what the lock waited for.
  if appends = 1 then
    slots := '{1}';
    select array[s.version] into actual from "factum".streams s where s.stream_id = stream_ids[1] collate "C";
  else
    select array_agg(first_of_stream order by ord), array_agg(stream_version order by ord)
      into slots, actual
      from (
        select a.ord, s.version as stream_version,
               (min(a.ord) over (partition by a.stream_id))::integer as first_of_stream
          from unnest(stream_ids) with ordinality as a (stream_id, ord)
          join "factum".streams s on s.stream_id = a.stream_id collate "C"
      ) a;
  end if;
  if raised <> '{}' then
    -- From the versions before they were raised; what stays raised in the end is what passes below.
    for i in 1 .. appends loop
      if stream_ids[i] = any (created) then actual[i] := 0;
      elsif stream_ids[i] = any (raised) then actual[i] := expected[i];
      end if;
    end loop;
  end if;
  before := actual;
  first_event := array_fill(0, array[appends]);
  statuses := first_event;
  versions := actual;
  positions := first_event;

  for i in 1 .. appends loop
    declare
      slot    constant integer := slots[i];
      current constant bigint := actual[slot];
      wanted  constant bigint := expected[i];
      size    constant integer := event_counts[i];
      earlier bigint; -- the version that it led to the first time
      is_own  boolean := false; -- what it repeats is of its own group
      same    integer;
    begin
      first_event[i] := next_event;
      next_event := next_event + size;
      before[i] := current;

      if append_ids[i] is not null then
        -- Looked for on every attempt, under the stream's lock: a check on retries alone still stores twice.
        if slot < i and append_ids[i] = any (append_ids[slot : i - 1]) then
          for j in slot .. i - 1 loop
            if slots[j] = slot and append_ids[j] = append_ids[i] and statuses[j] < 2 and event_counts[j] > 0 then
              is_own := statuses[j] = 0 and j >= group_start;
              -- A check beside it is no second attempt.
              if size > 0 or not is_own then earlier := versions[j]; end if;
              exit;
            end if;
          end loop;
        end if;
        if earlier is null and not is_own then
          select e.version + e.append_size - 1 into earlier
            from "factum".events e where e.stream_id = stream_ids[i] and e.append_id = append_ids[i];
        end if;
      end if;

      if earlier is null and wanted >= 0 and wanted < current and size > 0 then
        -- The very events where this append would have put them: it was sent again. Some may be of this call.
        select count(*) into same
          from generate_series(0, least(size, before[slot] - wanted) - 1) as n
          join "factum".events e on e.stream_id = stream_ids[i] and e.version = wanted + 1 + n
         where e.event_id = event_ids[first_event[i] + n];
        if wanted + size > before[slot] and event_ids[next_event - 1] = any (event_ids[1 : first_event[i] - 1]) then
          for j in slot .. i - 1 loop
            if slots[j] = slot and statuses[j] = 0 then
              for v in greatest(wanted, before[j]) + 1 .. least(wanted + size, before[j] + event_counts[j]) loop
                if event_ids[first_event[j] + v - before[j] - 1] = event_ids[first_event[i] + v - wanted - 1] then
                  same := same + 1;
                  is_own := is_own or j >= group_start;
                end if;
              end loop;
            end if;
          end loop;
        end if;
        if same = size then
          earlier := wanted + size;
        end if;
      end if;

      if earlier is not null then
        statuses[i] := case when is_own then 4 else 1 end; -- 4 becomes 2 or 3 below
        versions[i] := earlier;
      elsif (wanted >= 0 and wanted <> current) or (wanted = -2 and current = 0) then
        statuses[i] := 2;
        versions[i] := current;
      else
        actual[slot] := current + size;
        versions[i] := current + size;
      end if;
    end;

    if groups[i] = 0 then
      group_start := i + 1;
    elsif i = appends or groups[i + 1] <> groups[i] then
      -- The end of a group.
      declare
        members     constant integer[] := (select array_agg(m) from generate_series(group_start, i) m);
        has_events  constant boolean := (select bool_or(event_counts[m] > 0) from unnest(members) m);
        -- One that was stored before is not undone by a version check that no longer holds.
        is_repeated constant boolean := (select coalesce(bool_and(statuses[m] = 1), false)
                                           from unnest(members) m where event_counts[m] > 0);
        is_blamed   constant boolean := (select bool_or(statuses[m] = 2 or has_events and statuses[m] = 1)
                                           from unnest(members) m);
        is_refused  constant boolean := is_blamed or (select bool_or(statuses[m] = 4) from unnest(members) m);
      begin
        if is_repeated then
          for m in group_start .. i loop
            if statuses[m] = 2 then statuses[m] := 0; end if;
          end loop;
        elsif is_refused then
          for m in group_start .. i loop
            if statuses[m] = 0 then
              actual[slots[m]] := actual[slots[m]] - event_counts[m];
              statuses[m] := 3;
            elsif statuses[m] = 4 then
              statuses[m] := case when is_blamed then 3 else 2 end;
            end if;
          end loop;
          for m in group_start .. i loop
            if statuses[m] > 1 then versions[m] := actual[slots[m]]; end if;
          end loop;
        end if;
      end;
      group_start := i + 1;
    end if;
  end loop;

  for i in 1 .. appends loop
    if statuses[i] = 0 then stored := stored + event_counts[i]; end if;
  end loop;

  if stored > 0 then
    now := date_trunc('milliseconds', clock_timestamp());
    -- 3. Before any position is taken: hold every reader's bound at or below the floor until this transaction is visible.
    floor := coalesce(pg_sequence_last_value(positions_seq), 0);
    -- One fence a transaction: thousands of them would fill the server's lock table. The setting goes with the lock when a
    -- savepoint is rolled back; but anybody can set it, so it is only a hint, and a lower floor only a later bound.
    if is_within and current_setting(fence, true) ~ '^\d{1,18}$' then
      if current_setting(fence)::bigint between floor - 2147483648 and floor then
        floor := current_setting(fence)::bigint;
      end if;
    end if;
    is_done := pg_advisory_xact_lock_shared((positions_seq::bigint << 32) | (floor & 4294967295)) is null;
    is_done := is_within and set_config(fence, floor::text, true) is null;

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
             now
        from unnest(event_appends, event_ids, types, schema_versions, data, metadata)
             with ordinality as e (append, event_id, type, schema_version, data, metadata, ord)
       where statuses[e.append] = 0
      returning position
    )
    select array_agg(position) into new_positions from stored_events;

    if new_positions[1] <= floor or new_positions[stored] < new_positions[1] then
      raise exception 'position % is not above the floor %', new_positions[1], floor
        using errcode = 'ZF003', hint = 'The sequence "factum".positions was set back; run the start-up checks.';
    end if;
    if new_positions[stored] > 9007199254740991 then
      raise exception 'position % is beyond 9007199254740991, where JavaScript cannot tell numbers apart',
        new_positions[stored]
        using errcode = 'ZF006', hint = 'Set the sequence "factum".positions back to the highest position of an event.';
    end if;
  end if;

  if stored > 0 or raised <> '{}' then
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
      positions[i] := new_positions[stored];
    elsif statuses[i] = 1 then
      positions[i] := (select e.position from "factum".events e
                        where e.stream_id = stream_ids[i] and e.version = versions[i]);
    end if;
  end loop;
end $$;

revoke all on function "factum".append_evaluated_1 from public;
