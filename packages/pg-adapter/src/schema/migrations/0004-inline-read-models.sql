-- Read models whose rows appends write, in their own transactions.

-- Which events nobody may store without writing rows. Every append reads this table FOR KEY SHARE, and so holds a ROW SHARE lock
-- on it until its transaction ends: whoever locks it in EXCLUSIVE mode is alone with the log, and a pg_dump under way is in
-- nobody's way. Without an index, since an empty table is read fastest without one.
create table "factum".inline_models (
  generation bigint not null, -- from "epochs"; another one whenever a read model, or another build of it, becomes inline
  name       text collate "C" not null,
  version    integer not null,
  label      text collate "C" not null, -- name, version, and a digest of all that a process has to know alike
  category   text collate "C" not null,
  followed   text[] not null
);

-- The processes that have met inline read models, and which ones they know. They decide when one becomes inline, and nothing else.
create table "factum".inline_processes (
  id         uuid primary key,
  owner      text not null,
  knows      text[] not null, -- labels
  expires_at timestamptz not null
);

-- The generation of the live build, while it is inline.
alter table "factum".read_models add column inline bigint;
