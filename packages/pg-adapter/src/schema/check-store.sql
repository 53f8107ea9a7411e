-- What would lose or hide events, or forget outcomes, one row each; none when all is well.
with last_position as materialized (
  -- No row without the privilege to read it: some versions raise an error then, some return what an unused one does.
  select coalesce(pg_sequence_last_value(s.seqrelid), 0) as last from pg_sequence s
   where s.seqrelid = '"factum".positions'::regclass
     and (has_sequence_privilege(s.seqrelid, 'usage') or has_sequence_privilege(s.seqrelid, 'select'))
)
select 'fsync-off' as code,
       'fsync is off: a crash of the machine loses stored events. Set fsync = on.' as problem
 where current_setting('fsync') = 'off'
union all
select 'full-page-writes-off',
       'full_page_writes is off: a crash of the machine can corrupt stored events. Set full_page_writes = on.'
 where current_setting('full_page_writes') = 'off'
union all
select 'standby', 'This server is a hot standby: the log cannot be followed here. Connect to the primary.'
 where pg_is_in_recovery()
union all
select 'sequence-options',
       format('The sequence %s has increment %s, cache %s, cycle %s; it needs increment 1, cache 1, no cycle.',
              s.seqrelid::regclass, s.seqincrement, s.seqcache, s.seqcycle)
  from pg_sequence s
 where s.seqrelid = '"factum".positions'::regclass
   and (s.seqincrement <> 1 or s.seqcache <> 1 or s.seqcycle)
union all
select 'unlogged', format('%s is unlogged: a crash of the server empties it. Set it logged.', c.oid::regclass)
  from pg_class c
 where c.relnamespace = '"factum"'::regnamespace and c.relpersistence <> 'p'
   and c.relname in ('positions', 'streams', 'events', 'outcomes', 'checkpoints', 'leases', 'epochs', 'listeners',
                     'dead_letters', 'read_models')
union all
select 'sequence-unreadable',
       format('Role %s may not read the sequence %s. Run `factum db roles --app-role %1$s` as the schema''s owner.',
              current_user, s.seqrelid::regclass)
  from pg_sequence s
 where s.seqrelid = '"factum".positions'::regclass and not has_sequence_privilege(s.seqrelid, 'usage')
   and not has_sequence_privilege(s.seqrelid, 'select')
union all
select 'sequence-behind',
       format('The sequence is at %s, but there is an event at position %s: new events would sort below old ones. '
              'Set the sequence to at least that position.', l.last, m.position)
  from last_position l,
       (select max(position) as position from "factum".events) m
 where m.position > l.last
union all
select 'checkpoint-ahead',
       format('The checkpoint of %s is at %s, above the last position %s: it would miss new events. '
              'Was the database restored without its sequence?', c.listener, max(c.position), l.last)
  from last_position l join "factum".checkpoints c on c.position > l.last
 group by c.listener, l.last
