-- The log: streams, events, and the sequence that orders them all.

create sequence "factum".positions as bigint cache 1 no cycle;

-- One row a stream. A row at version 0 is no stream: an append that was refused has locked it, and stored nothing.
create table "factum".streams (
  stream_id text collate "C" primary key,
  category  text collate "C" not null,
  version   bigint not null
) with (fillfactor = 80); -- room for the version's next update in the same page, so that no index entry is written

-- No CHECK constraints here: Postgres parses each anew for every statement, and the append function is the only way in.
create table "factum".events (
  position       bigint primary key,
  stream_id      text collate "C" not null,
  version        bigint not null,
  event_id       uuid not null,
  append_id      uuid,    -- on the first event of an append that has one
  append_size    integer, -- beside it: how many events that append stored
  type           text collate "C" not null,
  schema_version smallint not null,
  data           jsonb not null,
  metadata       jsonb not null,
  recorded_at    timestamptz not null,
  unique (stream_id, version)
);

create unique index events_append_id on "factum".events (stream_id, append_id) where append_id is not null;
create index events_type on "factum".events (type, position);

-- Events are facts: the database itself refuses to change or lose one, whoever asks, replication roles included.
create function "factum".refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on "%"."%" is refused: events are never changed or removed', tg_op, tg_table_schema, tg_table_name
    using errcode = 'ZF001';
end $$;
revoke all on function "factum".refuse_change from public;

create trigger append_only before update or delete or truncate on "factum".events
  for each statement execute function "factum".refuse_change();
alter table "factum".events enable always trigger append_only;

create trigger never_removed before delete or truncate on "factum".streams
  for each statement execute function "factum".refuse_change();
alter table "factum".streams enable always trigger never_removed;

-- The last position that each listener has fully handled.
create table "factum".checkpoints (
  listener   text collate "C" primary key,
  position   bigint not null check (position >= 0),
  -- What the listener's table looks like; another look needs another version of the read model.
  shape      jsonb not null,
  updated_at timestamptz not null default now()
);
