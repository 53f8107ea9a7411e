-- What the role $1 could do to the log beyond what an application may, by its own rights or by a role that it is in.
select 'it is a superuser' as excess from pg_roles r where r.rolname = $1 and r.rolsuper
union all
select distinct format('it is, or is in, role %s, which owns the log', quote_ident(o.rolname))
  from pg_class c join pg_roles o on o.oid = c.relowner join pg_roles r on r.rolname = $1
 where c.oid in ('"factum".events'::regclass, '"factum".streams'::regclass)
   and not r.rolsuper and pg_has_role(r.oid, c.relowner, 'member')
union all
select format('%s on %s', t.privilege, c.oid::regclass)
  from (values ('"factum".events', 'INSERT'), ('"factum".events', 'UPDATE'), ('"factum".events', 'DELETE'),
               ('"factum".events', 'TRUNCATE'), ('"factum".events', 'TRIGGER'), ('"factum".events', 'REFERENCES'),
               ('"factum".streams', 'INSERT'), ('"factum".streams', 'UPDATE'), ('"factum".streams', 'DELETE'),
               ('"factum".streams', 'TRUNCATE'), ('"factum".streams', 'TRIGGER'), ('"factum".streams', 'REFERENCES'),
               ('"factum".outcomes', 'INSERT'), ('"factum".outcomes', 'UPDATE'), ('"factum".outcomes', 'DELETE'),
               ('"factum".outcomes', 'TRUNCATE'), ('"factum".outcomes', 'TRIGGER'), ('"factum".outcomes', 'REFERENCES'),
               ('"factum".migrations', 'INSERT'), ('"factum".migrations', 'UPDATE'), ('"factum".migrations', 'DELETE'),
               ('"factum".functions', 'INSERT'), ('"factum".functions', 'UPDATE'), ('"factum".functions', 'DELETE')
       ) as t (relation, privilege)
  join pg_roles r on r.rolname = $1 and not r.rolsuper
  join pg_class c on c.oid = to_regclass(t.relation) -- a table that is still to be migrated is not there
 where not pg_has_role(r.oid, c.relowner, 'member')
   and (has_table_privilege(r.oid, c.oid, t.privilege)
        or t.privilege in ('INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege(r.oid, c.oid, t.privilege))
union all
select format('%s on sequence %s', s.privilege, c.oid::regclass)
  from (values ('USAGE'), ('UPDATE')) as s (privilege)
  join pg_roles r on r.rolname = $1 and not r.rolsuper
  join pg_class c on c.oid = '"factum".positions'::regclass
 where not pg_has_role(r.oid, c.relowner, 'member') and has_sequence_privilege(r.oid, c.oid, s.privilege)
union all
select format('EXECUTE on function %s, which trusts its parameters', p.oid::regprocedure)
  from pg_proc p join "factum".functions f on f.name = p.proname and f.internal
  join pg_roles r on r.rolname = $1 and not r.rolsuper
 where p.pronamespace = '"factum"'::regnamespace
   and not pg_has_role(r.oid, p.proowner, 'member') and has_function_privilege(r.oid, p.oid, 'execute')
