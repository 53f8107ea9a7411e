-- Takes all leases of a listener away and raises the epochs of leases and checkpoints, so that no step of an earlier owner is
-- kept from now on. The leases say again what the listener's row says now.
--
--   $1  listener
--
-- The rows are locked already: see lock-listener.ts.
with bumped as (
  update "factum".leases l
     set epoch = nextval('"factum".epochs'), owner = null, expires_at = null, failure = null,
         shards = n.shards, stop_at = n.stop_at, paused = n.pause is not null or n.retired
    from "factum".listeners n
   where n.name = $1::text and l.listener = n.name
  returning l.listener, l.shard, l.epoch
)
update "factum".checkpoints c set epoch = b.epoch from bumped b where c.listener = b.listener and c.shard = b.shard
