-- Begins what an append has to do for inline read models, before anything else in its transaction.
--
--   generations  of the read models whose rows this transaction writes
--   row_keys     hashes of the keys of all rows that its events may belong to
--
-- From here to the end of the transaction no read model becomes inline or ceases to be, and nobody else writes these rows: they
-- are locked before any position is taken, so that concurrent appends fold a row in the order of their events' positions.
create or replace function "factum".begin_inline_1(generations bigint[], row_keys integer[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  lock table "factum".inline_models in row share mode; -- as appends do
  -- In a later statement than the lock, so that it sees what the lock has waited for.
  if (select count(distinct m.generation) from "factum".inline_models m where m.generation = any (generations))
     <> (select count(distinct g) from unnest(generations) as g)
  then
    raise exception 'read models have become inline, or ceased to be' using errcode = 'ZF008';
  end if;
  perform set_config('factum.inline', ',' || array_to_string(generations, ',') || ',', true);
  -- Two integers, not one bigint: those are the fences that hold back the safe position.
  perform pg_advisory_xact_lock('"factum".inline_models'::regclass::oid::integer, key)
     from (select distinct unnest(row_keys) as key order by 1) keys;
end $$;

revoke all on function "factum".begin_inline_1 from public;
