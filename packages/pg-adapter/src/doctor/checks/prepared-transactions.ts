import { runQuery } from "../../connect/run-query.js";
import { type Check, foundOrOk } from "../check.js";

const WARN_SECONDS = 60;
const FAIL_SECONDS = 3_600;

/** Prepared transactions that somebody forgot outlive sessions and restarts, with all their locks. */
export const preparedTransactions: Check = {
  name: "prepared-transactions",
  needsStore: false,
  async run({ pool }) {
    const rows = await runQuery<{ gid: string; seconds: number }>(pool, {
      text: `
        select quote_literal(gid) as gid, extract(epoch from clock_timestamp() - prepared)::integer as seconds
          from pg_prepared_xacts
         where database = current_database() and clock_timestamp() - prepared > make_interval(secs => $1)
         order by prepared`,
      values: [WARN_SECONDS],
    });
    const findings = rows.map(({ gid, seconds }) => ({
      status: seconds < FAIL_SECONDS ? ("warn" as const) : ("fail" as const),
      message: `Transaction ${gid} has been prepared for ${seconds} s and not finished`,
      advice: `Finish it: \`commit prepared ${gid};\` or \`rollback prepared ${gid};\``,
    }));
    return foundOrOk(findings, "No prepared transaction was forgotten");
  },
};
