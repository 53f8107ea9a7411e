-- Which of these streams another transaction holds at this moment, those included that it is just creating.
create or replace function "factum".held_streams_1(stream_ids text[]) returns setof text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '1ms' as $$
declare
  id       text;
  is_there boolean;
begin
  for id, is_there in
    with free as (
      select s.stream_id from "factum".streams s where s.stream_id = any (stream_ids) for update skip locked
    )
    select ids.id, s.stream_id is not null
      from (select distinct unnest(stream_ids) collate "C" as id) ids
      left join "factum".streams s on s.stream_id = ids.id
     where not exists (select from free f where f.stream_id = ids.id)
  loop
    if is_there then
      return next id;
    else
      -- Nobody else sees a stream that is being created; to insert it as well, and take that back, finds out.
      begin
        insert into "factum".streams (stream_id, category, version) values (id, split_part(id, '-', 1), 0);
        raise exception using errcode = 'ZF000';
      exception
        when lock_not_available then return next id;
        when unique_violation or sqlstate 'ZF000' then null;
      end;
    end if;
  end loop;
end $$;

revoke all on function "factum".held_streams_1 from public;
