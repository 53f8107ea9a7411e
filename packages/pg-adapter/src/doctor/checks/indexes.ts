import { runQuery } from "../../connect/run-query.js";
import { type Check, foundOrOk } from "../check.js";

/** Whether every index can be used; one that was built with CONCURRENTLY and failed only costs time. */
export const indexes: Check = {
  name: "indexes",
  needsStore: true,
  async run({ pool, schema }) {
    const rows = await runQuery<{ index: string }>(pool, {
      text: `
        select i.indexrelid::regclass::text as index
          from pg_index i
          join pg_class c on c.oid = i.indexrelid
          join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
         where not i.indisvalid or not i.indisready
         order by 1`,
      values: [schema],
    });
    const findings = rows.map(({ index }) => ({
      status: "fail" as const,
      message: `Index ${index} is not valid: it keeps nothing unique, and queries pass it by`,
      advice: `Run \`reindex index concurrently ${index};\``,
    }));
    return foundOrOk(findings, "Every index is valid");
  },
};
