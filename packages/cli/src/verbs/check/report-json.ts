import type { CheckedLog } from "./check-log.js";

/** What was found, for scripts. `next` is where to go on with `--from`; null if all was looked at. */
export function reportJson(checked: CheckedLog): string {
  const { from, reached, to, events, unreadable, isComplete, groups, ungrouped } = checked;
  const next = isComplete ? null : reached + 1;
  const report = { complete: isComplete, from, reached, to, next, events, unreadable, findings: groups, ungrouped };
  return `${JSON.stringify(report, null, 2)}\n`;
}
