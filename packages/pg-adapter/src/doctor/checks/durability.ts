import { runQuery } from "../../connect/run-query.js";
import { type Check, type Finding, foundOrOk } from "../check.js";

/** Whether a crash can take what was acknowledged. */
export const durability: Check = {
  name: "durability",
  needsStore: false,
  async run({ pool }) {
    const [settings] = await runQuery<Record<"fsync" | "full_page_writes" | "synchronous_commit", string>>(pool, {
      text: `select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
                    current_setting('synchronous_commit') as synchronous_commit`,
    });
    const findings: Finding[] = [];
    if (settings?.fsync === "off") {
      const advice = "Set fsync = on.";
      findings.push({ status: "fail", message: "fsync is off: a crash of the machine loses stored events", advice });
    }
    if (settings?.full_page_writes === "off") {
      const message = "full_page_writes is off: a crash of the machine can corrupt stored events";
      findings.push({ status: "fail", message, advice: "Set full_page_writes = on." });
    }
    if (settings?.synchronous_commit === "off") {
      findings.push({
        status: "warn",
        message: "synchronous_commit is off for this role: appends switch it on, read models may repeat a batch",
        advice: "Set synchronous_commit = on, unless that is what you want.",
      });
    }
    return foundOrOk(findings, "fsync, full_page_writes and synchronous_commit are on");
  },
};
