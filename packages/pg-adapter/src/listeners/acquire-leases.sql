-- Takes the leases that nobody holds, and raises the epochs of their checkpoints.
--
--   $1  names of listeners, a JSON array
--   $2  owner
--   $3  how long they hold, in milliseconds
--
-- Nobody waits: what somebody else has locked is taken by him, being changed, or the last step of an owner whose lease has
-- expired. What the row of the lease says is read when that is locked; the listener's own row could be older than that.
with free as (
  select l.listener, l.shard
    from "factum".leases l join "factum".checkpoints c on c.listener = l.listener and c.shard = l.shard
   where l.listener in (select jsonb_array_elements_text($1::jsonb) collate "C")
     and not l.paused and (l.expires_at is null or l.expires_at <= clock_timestamp())
   order by l.listener, l.shard for update of l, c skip locked
), taken as (
  update "factum".leases l
     set epoch = nextval('"factum".epochs'), owner = $2::text, ttl_ms = $3::integer, failure = null,
         expires_at = clock_timestamp() + $3::integer * interval '1 millisecond'
    from free f where l.listener = f.listener and l.shard = f.shard
  returning l.listener, l.shard, l.epoch, l.shards, l.stop_at
)
update "factum".checkpoints c set epoch = t.epoch from taken t where c.listener = t.listener and c.shard = t.shard
returning c.listener, c.shard, c.epoch, t.shards, t.stop_at, c.position
