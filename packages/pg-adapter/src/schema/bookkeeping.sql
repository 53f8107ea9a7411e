-- What has been done to this schema, and by which version of the library.
create table if not exists "factum".migrations (
  name       text collate "C" primary key,
  checksum   text not null,    -- SHA-256 of the file
  breaking   boolean not null, -- processes of an older version of the library must not start on it
  applied_at timestamptz not null default now()
);

create table if not exists "factum".functions (
  name       text collate "C" primary key,
  checksum   text not null, -- SHA-256 of the file
  library    text not null, -- the version that created it: an older one leaves it alone
  internal   boolean not null, -- called by other functions alone; no role but the owner may
  created_at timestamptz not null default now()
);
