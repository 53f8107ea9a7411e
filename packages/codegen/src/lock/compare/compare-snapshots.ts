import type { LockedSnapshots } from "../lock.js";
import type { Change } from "./change.js";

/** Whether snapshots that were saved may still be used; those of another fold version or state schema never are. */
export function compareSnapshots(
  before: LockedSnapshots | undefined,
  after: LockedSnapshots | undefined,
): readonly Change[] {
  if (before === undefined || after === undefined) return [];
  const common = { code: "F1407", path: ["snapshots"] } as const;
  const [was, is] = [before.foldVersion, after.foldVersion];
  if (is < was) {
    const message = `The fold version was ${was}, and is ${is}: snapshots of another fold may be kept under it.`;
    return [{ ...common, verdict: "error", message, hint: `Write foldVersion: ${was + 1}.` }];
  }
  if (is > was) {
    return [{ ...common, verdict: "fine", message: `The fold version is ${is}: older snapshots are ignored.` }];
  }
  return [
    ...(before.state === after.state
      ? []
      : [{ ...common, verdict: "fine", message: "The state's schema changed: older snapshots are ignored." } as const]),
    ...(before.decider === after.decider || before.decider === undefined || after.decider === undefined
      ? []
      : [deciderChanged(is)]),
  ];
}

function deciderChanged(foldVersion: number): Change {
  return {
    code: "F1407",
    verdict: "warning",
    message: `The decider changed, but the fold version is still ${foldVersion}: snapshots of the old fold would be used.`,
    hint: `Write foldVersion: ${foldVersion + 1} among the snapshots.`,
    path: ["snapshots"],
  };
}
