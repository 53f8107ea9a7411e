import { runQuery } from "../../connect/run-query.js";
import { forSchema } from "../../values/sql-file.js";
import { type Check, type Finding, foundOrOk } from "../check.js";

/** Whether one role, and not a superuser, owns the log: its functions run with that role's rights. */
export const ownership: Check = {
  name: "ownership",
  needsStore: true,
  async run({ pool, schema }) {
    const rows = await runQuery<{ object: string; owner: string; superuser: boolean; log_owner: string }>(pool, {
      text: forSchema(OWNERS, schema),
      values: [schema],
    });
    const logOwner = rows[0]?.log_owner ?? "nobody";
    const findings: Finding[] = rows
      .filter(({ owner }) => owner !== logOwner)
      .map(({ object, owner }) => ({
        status: "fail",
        message: `${object} belongs to ${owner}, the events to ${logOwner}`,
        advice: `Give it to ${logOwner}: \`alter … owner to ${logOwner};\``,
      }));
    if (rows[0]?.superuser === true) {
      findings.push({
        status: "warn",
        message: `${logOwner}, a superuser, owns the log, and its functions run with all rights`,
        advice: "Make a plain role for it, and give it schema, tables, sequence and functions.",
      });
    }
    return foundOrOk(findings, `${logOwner} owns the log`);
  },
};

const OWNERS = `
  select o.object, o.owner::regrole::text as owner, l.owner::text as log_owner,
         (select r.rolsuper from pg_roles r where r.oid = l.owner) as superuser
    from (select relowner::regrole as owner from pg_class where oid = '"factum".events'::regclass) l
   cross join (
      select c.oid::regclass::text as object, c.relowner as owner from pg_class c
       where c.relnamespace = (select n.oid from pg_namespace n where n.nspname = $1)
         and c.relname in ('events', 'streams', 'positions', 'checkpoints', 'snapshots', 'outcomes', 'migrations',
                           'functions', 'listeners', 'leases', 'epochs', 'dead_letters', 'read_models')
      union all
      select 'function ' || p.oid::regprocedure, p.proowner from pg_proc p
        join "factum".functions f on f.name = p.proname
       where p.pronamespace = (select n.oid from pg_namespace n where n.nspname = $1)) o
   order by 1`;
