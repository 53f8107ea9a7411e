import type { Output } from "../../output.js";
import { count } from "../../text/count.js";
import type { LogProgress } from "./check-log.js";

const CELLS = 20;
const REDRAW_MS = 100;
const CLEAR = "\r\u001b[2K";

/** A line on a terminal that says how far the check is; elsewhere nothing at all. */
export interface Progress {
  reach(progress: LogProgress): void;
  /** Writes what the project's code prints, without tearing the line apart. */
  beside(text: string): void;
  /** Takes the line away. */
  end(): void;
}

export function startProgress(output: Output, now: () => number = () => performance.now()): Progress {
  let startedAt: number | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return { reach, beside, end };

  function reach(progress: LogProgress): void {
    // Not before: until the first word of it, processes start and nothing is read.
    startedAt ??= now();
    const width = output.width?.();
    const isLast = progress.reached >= progress.to;
    if (width === undefined || (now() - drawnAt < REDRAW_MS && !isLast)) return;
    drawnAt = now();
    isDrawn = true;
    output.err(`${CLEAR}${progressLine(progress, now() - startedAt).slice(0, Math.max(0, width - 1))}`);
  }

  function beside(text: string): void {
    end();
    output.err(text);
  }

  function end(): void {
    if (isDrawn) output.err(CLEAR);
    isDrawn = false;
  }
}

/** E.g. `███░░░  30 %  position 300 of 1,000  12,000 events/s, 1 s left, 2 events cannot be read`. */
export function progressLine(progress: LogProgress, passedMs: number): string {
  const { from, reached, to, events, unreadable } = progress;
  const all = Math.max(0, to - from + 1);
  const done = Math.min(all, Math.max(0, reached - from + 1));
  const share = all === 0 ? 1 : done / all;
  const filled = Math.floor(share * CELLS);
  const rate = passedMs > 0 ? Math.round((events / passedMs) * 1000) : 0;
  const left = done === 0 ? "" : `, ${duration((passedMs * (all - done)) / done)} left`;
  const found = unreadable === 0 ? "" : `, ${count(unreadable, "event")} cannot be read`;
  return [
    "█".repeat(filled) + "░".repeat(CELLS - filled),
    `${Math.floor(share * 100)} %`.padStart(5),
    `position ${grouped(reached)} of ${grouped(to)}`,
    `${grouped(rate)} events/s${left}${found}`,
  ].join("  ");
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function grouped(number: number): string {
  return number.toLocaleString("en");
}
