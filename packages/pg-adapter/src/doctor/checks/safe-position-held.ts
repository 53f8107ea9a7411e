import { type SafePositionHolder, safePositionHolders } from "../../holders/safe-position-holders.js";
import { type Check, type Finding, foundOrOk } from "../check.js";

const WARN_MS = 10_000;
const FAIL_MS = 60_000;

/** Whether somebody makes listeners wait. */
export const safePositionHeld: Check = {
  name: "safe-position",
  needsStore: true,
  async run(store) {
    const { safePosition, lastPosition, holders } = await safePositionHolders(store);
    const findings = holders.flatMap(findingOf);
    return foundOrOk(findings, `Nobody holds it back for long: ${safePosition}, last position ${lastPosition}`);
  },
};

function findingOf(holder: SafePositionHolder): Finding[] {
  const { ageMs, floor, pid, preparedTransaction } = holder;
  if (ageMs !== null && ageMs < WARN_MS) return [];
  const since = ageMs === null ? "for nobody may say how long" : `for ${Math.round(ageMs / 1000)} s`;
  const who =
    pid === null
      ? `Prepared transaction ${JSON.stringify(preparedTransaction)}`
      : `Process ${pid} (${holder.applicationName || "no application name"}, ${holder.state ?? "state unknown"})`;
  return [
    {
      status: ageMs !== null && ageMs >= FAIL_MS ? "fail" : "warn",
      message: `${who} has kept listeners at position ${floor} ${since}`,
      advice: adviceFor(holder),
    },
  ];
}

function adviceFor({ ageMs, pid, preparedTransaction }: SafePositionHolder): string {
  if (ageMs === null) return "To see more, grant pg_read_all_stats to the schema's owner.";
  if (pid !== null) return `End it: \`select pg_terminate_backend(${pid});\``;
  const gid = `'${preparedTransaction?.replaceAll("'", "''")}'`;
  return `Finish it: \`commit prepared ${gid};\` or \`rollback prepared ${gid};\``;
}
