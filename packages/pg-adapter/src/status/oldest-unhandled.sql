-- The oldest event behind each checkpoint, and how old it is by the clock of the server: one look into the primary key for each.
-- $1 bigint[]: checkpoints
-- $2 bigint: the safe position; what is above it cannot be handled yet
select c."position" as checkpoint,
       e."position" as event,
       (extract(epoch from pg_catalog.clock_timestamp() - e.recorded_at) * 1000)::float8 as age_ms
  from unnest($1::bigint[]) as c("position")
  left join lateral (
    select o."position", o.recorded_at
      from "factum".events o
     where o."position" > c."position" and o."position" <= $2::bigint
     order by o."position"
     limit 1
  ) e on true
