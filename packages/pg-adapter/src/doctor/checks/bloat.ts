import { runQuery } from "../../connect/run-query.js";
import { type Check, type Finding, foundOrOk } from "../check.js";

/** Dead rows that are worth a word: so many, and so many for each living one. */
const MANY = 10_000;
const RATIO = 1;

/** Whether autovacuum keeps up with the tables whose rows are updated or removed: one update an append, one a batch, … */
export const bloat: Check = {
  name: "bloat",
  needsStore: true,
  async run({ pool, schema }) {
    const rows = await runQuery<BloatRow>(pool, { text: BLOAT, values: [schema] });
    const findings = rows.flatMap((row): Finding[] => {
      const [dead, live] = [Number(row.dead), Number(row.live)];
      const table = `${schema}.${row.relation}`;
      if (!row.is_vacuumed) {
        const advice = `Set autovacuum = on, and \`alter table ${table} reset (autovacuum_enabled);\``;
        return [{ status: "warn", message: `Autovacuum is off for ${table}`, advice }];
      }
      if (dead < MANY || dead < live * RATIO) return [];
      const numbers = `${dead.toLocaleString("en")} dead rows beside ${live.toLocaleString("en")}`;
      const advice = `Run \`vacuum ${table};\` and look for old transactions; then let autovacuum run more often.`;
      return [{ status: "warn", message: `${table} has ${numbers}`, advice }];
    });
    return foundOrOk(findings, "Autovacuum keeps up");
  },
};

interface BloatRow {
  readonly relation: string;
  readonly live: string;
  readonly dead: string;
  readonly is_vacuumed: boolean;
}

const BLOAT = `
  select c.relname as relation, coalesce(s.n_live_tup, 0) as live, coalesce(s.n_dead_tup, 0) as dead,
         current_setting('autovacuum')::boolean
         and not coalesce(c.reloptions, '{}') && '{autovacuum_enabled=false,autovacuum_enabled=off}' as is_vacuumed
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
    left join pg_stat_user_tables s on s.relid = c.oid
   where c.relname in ('streams', 'checkpoints', 'leases', 'dead_letters', 'snapshots', 'outcomes')
   order by 1`;
