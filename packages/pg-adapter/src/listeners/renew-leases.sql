-- Prolongs leases, and notes what their owners are trying to get over.
--
--   $1  reports, a JSON array: listener, shard, epoch, failure
--   $2  how long they hold from now on, in milliseconds
--
-- A lease that is locked is being taken over or changed: it is no longer held, and a heartbeat must not wait to learn that.
with held as (
  select l.listener, l.shard, r.failure
    from "factum".leases l
    join jsonb_to_recordset($1::jsonb) as r (listener text collate "C", shard integer, epoch bigint, failure jsonb)
      on r.listener = l.listener and r.shard = l.shard and r.epoch = l.epoch
   where l.owner is not null
   order by l.listener, l.shard for update of l skip locked
)
update "factum".leases l
   set expires_at = clock_timestamp() + $2::integer * interval '1 millisecond', ttl_ms = $2::integer, failure = h.failure
  from held h where l.listener = h.listener and l.shard = h.shard
returning l.listener, l.shard, l.epoch
