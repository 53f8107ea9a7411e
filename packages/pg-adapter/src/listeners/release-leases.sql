-- Gives leases back.
--
--   $1  leases, a JSON array: listener, shard, epoch
--
-- One that is locked is no longer held by whoever gives it back, and needs nothing.
with held as (
  select l.listener, l.shard
    from "factum".leases l
    join jsonb_to_recordset($1::jsonb) as r (listener text collate "C", shard integer, epoch bigint)
      on r.listener = l.listener and r.shard = l.shard and r.epoch = l.epoch
   order by l.listener, l.shard for update of l skip locked
)
update "factum".leases l set owner = null, expires_at = null, failure = null
  from held h where l.listener = h.listener and l.shard = h.shard
