import { runQuery } from "../../connect/run-query.js";
import { type Check, foundOrOk } from "../check.js";

/** Whether PUBLIC, that is every role, may do anything in the schema. */
export const publicRights: Check = {
  name: "public-rights",
  needsStore: true,
  async run({ pool, schema }) {
    const rows = await runQuery<{ privileges: string; object: string }>(pool, { text: RIGHTS, values: [schema] });
    const findings = rows.map(({ privileges, object }) => ({
      status: "fail" as const,
      message: `Every role has ${privileges} on ${object}`,
      advice: `Run \`revoke all on ${object} from public;\``,
    }));
    return foundOrOk(findings, "PUBLIC has no rights in the schema");
  },
};

const RIGHTS = `
  with ours as (
    select 'schema ' || quote_ident(n.nspname) as object, n.nspacl as acl from pg_namespace n where n.nspname = $1
    union all
    select case c.relkind when 'S' then 'sequence ' else '' end || c.oid::regclass, c.relacl
      from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
     where c.relname in ('events', 'streams', 'positions', 'checkpoints', 'snapshots', 'outcomes', 'migrations',
                         'functions', 'listeners', 'leases', 'epochs', 'dead_letters', 'read_models')
    union all
    select 'function ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = $1
      join pg_class t on t.relnamespace = n.oid and t.relname = 'events' and t.relowner = p.proowner
  )
  select string_agg(a.privilege_type, ', ' order by a.privilege_type) as privileges, o.object
    from ours o cross join aclexplode(o.acl) a
   where a.grantee = 0
   group by o.object
   order by 2`;
