-- The keys with dead letters of some listeners, and whether somebody asked to have them handled again.
--
--   $1  names of listeners, a JSON array
select d.listener, d.key, bool_or(d.replay) as replay from "factum".dead_letters d
 where d.listener in (select jsonb_array_elements_text($1::jsonb) collate "C")
 group by d.listener, d.key
