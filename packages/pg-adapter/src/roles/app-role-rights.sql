-- What the application's role may do, and nothing else; run again, it changes nothing. ADR 0005 says why.
revoke all on "factum".events, "factum".streams, "factum".checkpoints, "factum".snapshots, "factum".outcomes,
  "factum".migrations, "factum".functions, "factum".listeners, "factum".leases, "factum".dead_letters,
  "factum".read_models, "factum".inline_models, "factum".inline_processes from public, "factum_app";
revoke all on sequence "factum".positions, "factum".epochs from public, "factum_app";

grant usage, create on schema "factum" to "factum_app"; -- create: tables of read models
grant select on "factum".events, "factum".streams, "factum".outcomes, "factum".migrations, "factum".functions
  to "factum_app";
grant select on sequence "factum".positions to "factum_app"; -- to compare it with the events; no nextval, no setval
grant usage, select on sequence "factum".epochs to "factum_app"; -- a new owner of a lease, a new epoch; no setval
grant select, insert, update, delete on "factum".checkpoints, "factum".listeners, "factum".leases, "factum".dead_letters,
  "factum".read_models, "factum".snapshots, "factum".inline_models, "factum".inline_processes to "factum_app";

do $rights$
declare
  store_owner constant oid := (select c.relowner from pg_class c where c.oid = '"factum".events'::regclass);
  object      text;
  is_internal boolean;
begin
  for object, is_internal in -- the functions of all ABI numbers that are kept
    select p.oid::regprocedure, f.internal from pg_proc p join "factum".functions f on f.name = p.proname
     where p.pronamespace = '"factum"'::regnamespace and p.proowner = store_owner
  loop
    execute 'revoke all on function ' || object || ' from public, "factum_app"';
    if not is_internal then
      execute 'grant execute on function ' || object || ' to "factum_app"';
    end if;
  end loop;

  for object in -- tables of read models that the owner created before there was a role
    select c.oid::regclass from pg_class c
     where c.relnamespace = '"factum"'::regnamespace and c.relkind = 'r' and c.relowner = store_owner
       and c.relname not in ('events', 'streams', 'checkpoints', 'snapshots', 'outcomes', 'migrations', 'functions',
                             'listeners', 'leases', 'dead_letters', 'read_models', 'inline_models', 'inline_processes')
  loop
    execute 'grant select, insert, update, delete on ' || object || ' to "factum_app"';
  end loop;
end $rights$;
