import { runQuery } from "../../connect/run-query.js";
import { type Check, foundOrOk } from "../check.js";

const WARN_SECONDS = 60;

/** Transactions that do nothing keep streams locked and dead rows from being cleaned away. */
export const idleTransactions: Check = {
  name: "idle-transactions",
  needsStore: false,
  async run({ pool }) {
    const rows = await runQuery<{ pid: number; application: string | null; seconds: number }>(pool, {
      text: `
        select pid, application_name as application,
               extract(epoch from clock_timestamp() - state_change)::integer as seconds
          from pg_stat_activity
         where datname = current_database() and state like 'idle in transaction%'
           and clock_timestamp() - state_change > make_interval(secs => $1)
         order by seconds desc`,
      values: [WARN_SECONDS],
    });
    const findings = rows.map(({ pid, application, seconds }) => ({
      status: "warn" as const,
      message: `Process ${pid} (${application || "no application name"}) has been idle in a transaction for ${seconds} s`,
      advice: `End it: \`select pg_terminate_backend(${pid});\` An idle_in_transaction_session_timeout does so by itself.`,
    }));
    return foundOrOk(findings, `No transaction has been idle for more than ${WARN_SECONDS} s`);
  },
};
