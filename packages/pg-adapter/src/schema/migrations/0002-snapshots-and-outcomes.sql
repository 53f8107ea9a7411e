-- Saved folds of streams, and what commands came to that stored no events.

-- Hints: whoever loses one folds the events again.
create table "factum".snapshots (
  stream_id text collate "C" not null,
  key       text collate "C" not null, -- what made the state; another build of the application has another key
  version   bigint not null,
  position  bigint not null,
  state     jsonb not null,
  saved_at  timestamptz not null,
  primary key (stream_id, key)
);

-- Written under the lock of the stream's row alone, and so by the function alone.
create table "factum".outcomes (
  stream_id  text collate "C" not null,
  command_id uuid not null,
  outcome    jsonb not null,
  call_id    uuid not null, -- the call that settled it: one whose connection broke knows its own work by this
  settled_at timestamptz not null,
  primary key (stream_id, command_id)
);

create index outcomes_settled_at on "factum".outcomes (settled_at); -- to forget the old ones
