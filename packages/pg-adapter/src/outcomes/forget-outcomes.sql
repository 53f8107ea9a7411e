-- Forgets outcomes that were settled before an instant, the oldest first, at most `size` of them; returns how many there were.
--
-- Fewer than `size` means that there are no more, but for those that another call is just forgetting.
create or replace function "factum".forget_outcomes_1(before timestamptz, size integer) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- Of a big table it reads what it forgets, whatever the planner knows of that.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  forgotten integer;
begin
  delete from "factum".outcomes o
   where o.ctid = any (array(
           -- Two calls at once share the work instead of waiting for each other.
           select old.ctid from "factum".outcomes old
            where old.settled_at < before order by old.settled_at limit size for update skip locked));
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

revoke all on function "factum".forget_outcomes_1 from public;
