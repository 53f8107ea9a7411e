import { runQuery } from "../../connect/run-query.js";
import { forSchema } from "../../values/sql-file.js";
import { type Check, ok } from "../check.js";

const LIMIT = Number.MAX_SAFE_INTEGER;

/** Positions are safe integers of JavaScript: 2^53 of them, or a thousand years at 285,000 events a second. */
export const sequenceHeadroom: Check = {
  name: "sequence-headroom",
  needsStore: true,
  async run({ pool, schema }) {
    const [row] = await runQuery<{ last: string | null }>(pool, {
      text: forSchema(`select pg_sequence_last_value('"factum".positions'::regclass) as last`, schema),
    });
    const last = Number(row?.last ?? 0);
    const used = last / LIMIT;
    const message = `The last position is ${last.toLocaleString("en")}, ${(used * 100).toFixed(used < 0.01 ? 4 : 1)} % of all`;
    if (used < 0.5) return ok(message);
    const advice =
      "Find out who took them (a setval?), and copy the events into a new store before the rest is used up.";
    return [{ status: used < 0.99 ? "warn" : "fail", message, advice }];
  },
};
