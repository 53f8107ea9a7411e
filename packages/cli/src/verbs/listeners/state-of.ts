import type { ListenerReport } from "@factum/core";
import type { BuildView } from "./listener-view.js";

/**
 * - `running`: somebody runs every shard, and no event has waited for long
 * - `catching-up`: as above, and there are events that have
 * - `inline`: appends write its rows, so nobody waits for them
 * - `rebuilding`: a build that is being made, and somebody makes it
 * - `retrying`: an event could not be handled, and is tried again
 * - `paused`: by an operator, or by a failure
 * - `unattended`: nobody runs it, or one of its shards
 */
export type ListenerState = "running" | "catching-up" | "inline" | "rebuilding" | "retrying" | "paused" | "unattended";

/** A listener is wakened, reads and commits in less; and who polls alone does so within it. */
const CATCHING_UP_MS = 5_000;

/** What an operator has to know first: what stands still goes before what is slow. */
export function stateOf(seen: {
  readonly report: ListenerReport;
  readonly role: BuildView["role"];
  readonly isInline: boolean;
  readonly lagMs: number;
}): ListenerState {
  const { report, role, isInline, lagMs } = seen;
  if (report.pause !== null) return "paused";
  if (report.shards.some(({ owner }) => owner === null)) return "unattended";
  if (report.shards.some(({ failure }) => failure !== null)) return "retrying";
  if (isInline) return "inline";
  if (role === "building") return "rebuilding";
  return lagMs >= CATCHING_UP_MS ? "catching-up" : "running";
}

/** Whether somebody should be called: what `status --check` exits with 1 for. */
export function needsAttention({
  state,
  report,
}: {
  readonly state: ListenerState;
  readonly report: Pick<ListenerReport, "deadLetters">;
}): boolean {
  return state === "paused" || state === "unattended" || report.deadLetters > 0;
}
