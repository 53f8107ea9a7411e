import { runQuery } from "../../connect/run-query.js";
import { type Check, foundOrOk } from "../check.js";

/** Whether the database still refuses to change or remove events, replication roles included. */
export const appendOnlyTriggers: Check = {
  name: "append-only",
  needsStore: true,
  async run({ pool, schema }) {
    const rows = await runQuery<{ relation: string; trigger: string; exists: boolean }>(pool, {
      text: TRIGGERS,
      values: [schema],
    });
    const findings = rows.map(({ relation, trigger, exists }) => ({
      status: "fail" as const,
      message: exists
        ? `Trigger ${trigger} does not fire always`
        : `Trigger ${trigger} of ${schema}.${relation} is gone`,
      advice: exists
        ? `Run \`alter table ${schema}.${relation} enable always trigger ${trigger};\` and find out who changed it.`
        : "Create it as migration 0001-events does (`factum db sql` prints it), and find out who dropped it.",
    }));
    return foundOrOk(findings, "The database refuses to change or remove events");
  },
};

const TRIGGERS = `
  select w.relation, w.trigger, t.oid is not null as exists
    from (values ('events', 'append_only'), ('streams', 'never_removed')) as w (relation, trigger)
    join pg_namespace n on n.nspname = $1
    join pg_class c on c.relnamespace = n.oid and c.relname = w.relation
    left join pg_trigger t on t.tgrelid = c.oid and t.tgname = w.trigger
   where t.tgenabled is distinct from 'A'
   order by 1`;
