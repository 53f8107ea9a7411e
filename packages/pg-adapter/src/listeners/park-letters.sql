-- Keeps dead letters in the place of those of the same key and position. One that failed ends the replay of its key; one that
-- waits behind others that are replayed is replayed with them.
--
--   $1  listener
--   $2  letters, a JSON array: key, position, error
with parked as (
  select p.key, p.position, p.error, bool_or(p.error is not null) over (partition by p.key) as has_failed
    from jsonb_to_recordset($2::jsonb) as p (key text collate "C", position bigint, error jsonb)
), replaced as (
  delete from "factum".dead_letters d using parked p
   where d.listener = $1::text and d.key = p.key and d.position = p.position
), stopped as (
  update "factum".dead_letters d set replay = false
   where d.listener = $1::text and d.replay and d.key in (select p.key from parked p where p.has_failed)
     and not exists (select from parked p where p.key = d.key and p.position = d.position)
)
insert into "factum".dead_letters (listener, key, position, error, replay)
select $1::text, p.key, p.position, p.error,
       not p.has_failed
       and exists (select from "factum".dead_letters d where d.listener = $1::text and d.key = p.key and d.replay)
  from parked p
