-- Leases of listeners, their dead letters, and the builds of read models.

-- Epochs are never given out twice: a listener that was forgotten and declared anew does not meet its old owners.
create sequence "factum".epochs as bigint cache 1 no cycle;

create table "factum".listeners (
  name         text collate "C" primary key,
  kind         text collate "C" not null,
  tables       jsonb not null, -- those that a reset empties
  shards       integer not null,
  next_shards  integer, -- the number that it changes to, when all shards have come to stop_at
  stop_at      bigint,
  pause        jsonb,   -- by, reason, failure, at
  failed_shard integer, -- the one whose failure it is paused for
  retired      boolean not null default false -- another build has taken its place: nobody can run it any more
);

-- Who runs a shard until when. What an owner has to know stands here again, so that whoever locks the row sees it.
create table "factum".leases (
  listener   text collate "C" not null,
  shard      integer not null,
  epoch      bigint not null, -- the checkpoint's: see checkpoints
  shards     integer not null,
  stop_at    bigint,
  paused     boolean not null default false,
  owner      text,
  expires_at timestamptz,
  ttl_ms     integer,
  failure    jsonb, -- the one that the owner is trying to get over
  primary key (listener, shard)
) with (fillfactor = 70); -- every heartbeat is an update

-- A checkpoint moves under the present epoch alone. Processes of the release before know of no shards and no epochs; two of
-- them, or one of them and one of ours, still make each step once, for it begins where the last one ended.
alter table "factum".checkpoints drop constraint checkpoints_pkey;
alter table "factum".checkpoints add column shard integer not null default 0;
alter table "factum".checkpoints add column epoch bigint not null default 0;
alter table "factum".checkpoints add primary key (listener, shard);
alter table "factum".checkpoints alter column shape drop not null; -- read by the release before; now in read_models
alter table "factum".checkpoints set (fillfactor = 70);

-- Events that could not be handled for a key, and those that wait behind them. No unique index: a key may be longer than an
-- entry of one. Whoever writes here has the checkpoint locked.
create table "factum".dead_letters (
  listener text collate "C" not null,
  key      text collate "C" not null,
  position bigint not null,
  error    jsonb,                         -- null: it waits behind another one
  replay   boolean not null default false -- somebody asked to have it handled again
);
create index dead_letters_position on "factum".dead_letters (listener, position);
create index dead_letters_key on "factum".dead_letters using hash (key);

-- Which build of a read model queries read. Build 1 of a table is <table>_v<version>, then <table>_v<version>_b<build>.
create table "factum".read_models (
  name     text collate "C" not null,
  version  integer not null,
  live     integer not null,
  building integer,
  shapes   jsonb not null, -- columns and key of each table; others need another version of the read model
  made     jsonb,          -- the builds and indexes that were made for sure
  primary key (name, version)
);

insert into "factum".listeners (name, kind, tables, shards)
select c.listener, 'read-model', jsonb_build_array(c.listener), 1 from "factum".checkpoints c;
insert into "factum".leases (listener, shard, epoch, shards) select c.listener, 0, 0, 1 from "factum".checkpoints c;
insert into "factum".read_models (name, version, live, shapes)
select m.parts[1], m.parts[2]::integer, 1, jsonb_build_object(m.parts[1], c.shape)
  from "factum".checkpoints c cross join lateral regexp_match(c.listener, '^(.*)_v([0-9]{1,9})$') as m (parts)
 where m.parts is not null;
