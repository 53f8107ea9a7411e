-- Saves a snapshot in the place of one of a lower version, and takes along what older builds have left of the same stream.
--
--   $1  stream_id
--   $2  key
--   $3  version
--   $4  position
--   $5  state
with saved as (
  insert into "factum".snapshots as s (stream_id, key, version, position, state, saved_at)
  values ($1::text, $2::text, $3::bigint, $4::bigint, $5::jsonb, now())
  on conflict (stream_id, key) do update
     set version = excluded.version, position = excluded.position, state = excluded.state, saved_at = excluded.saved_at
   where excluded.version > s.version
  returning stream_id
)
delete from "factum".snapshots s
 where s.ctid = any (array(
         -- What depends on `saved` comes after it, and waits for nobody: two builds that save at once do not deadlock.
         select old.ctid from "factum".snapshots old
          where old.stream_id = (select stream_id from saved) and old.key <> $2::text
            and old.saved_at < now() - interval '30 days'
            for update skip locked))
