import type { Output } from "../../output.js";
import { bar } from "../../text/bar.js";
import { count } from "../../text/count.js";
import { duration } from "../../text/duration.js";
import { grouped } from "../../text/grouped.js";
import { type StatusLine, startStatusLine } from "../../text/status-line.js";
import type { LogProgress } from "./check-log.js";

/** A line on a terminal that says how far the check is; elsewhere nothing at all. */
export interface Progress extends Pick<StatusLine, "beside" | "end"> {
  reach(progress: LogProgress): void;
}

export function startProgress(output: Output, now: () => number = () => performance.now()): Progress {
  const { draw, beside, end } = startStatusLine(output, now);
  let startedAt: number | undefined;
  return { reach, beside, end };

  function reach(progress: LogProgress): void {
    // Not before: until the first word of it, processes start and nothing is read.
    startedAt ??= now();
    const from = startedAt;
    draw(() => progressLine(progress, now() - from), progress.reached >= progress.to);
  }
}

/** E.g. `███░░░  30 %  position 300 of 1,000  12,000 events/s, 1 s left, 2 events cannot be read`. */
export function progressLine(progress: LogProgress, passedMs: number): string {
  const { from, reached, to, events, unreadable } = progress;
  const all = Math.max(0, to - from + 1);
  const done = Math.min(all, Math.max(0, reached - from + 1));
  const rate = passedMs > 0 ? Math.round((events / passedMs) * 1000) : 0;
  const left = done === 0 ? "" : `, ${duration((passedMs * (all - done)) / done)} left`;
  const found = unreadable === 0 ? "" : `, ${count(unreadable, "event")} cannot be read`;
  return [
    bar(all === 0 ? 1 : done / all),
    `position ${grouped(reached)} of ${grouped(to)}`,
    `${grouped(rate)} events/s${left}${found}`,
  ].join("  ");
}
