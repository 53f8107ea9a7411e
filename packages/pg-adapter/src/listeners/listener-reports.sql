-- All listeners with their shards, by name, but for builds of read models that others have replaced.
select n.name, n.kind, n.next_shards, n.pause, s.shards,
       coalesce(d.letters, 0) as dead_letters, coalesce(d.keys, 0) as parked_keys, coalesce(d.replaying, 0) as replaying
  from "factum".listeners n
 cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object(
             'shard', c.shard, 'epoch', c.epoch, 'position', c.position,
             'movedAt', to_char(c.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'owner', case when h.ms > 0 then l.owner end,
             'leaseMs', case when h.ms > 0 then h.ms else 0 end,
             'failure', l.failure) order by c.shard), '[]') as shards
      from "factum".checkpoints c
      left join "factum".leases l on l.listener = c.listener and l.shard = c.shard
     cross join lateral (
        select ceil(extract(epoch from l.expires_at - clock_timestamp()) * 1000)::bigint as ms) h
     where c.listener = n.name) s
  left join (
    select dl.listener, count(*)::integer as letters, count(distinct dl.key)::integer as keys,
           count(*) filter (where dl.replay)::integer as replaying
      from "factum".dead_letters dl group by dl.listener) d on d.listener = n.name
 where not n.retired
 order by n.name
