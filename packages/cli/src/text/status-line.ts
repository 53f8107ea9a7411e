import type { Output } from "../output.js";

const REDRAW_MS = 100;
const CLEAR = "\r\u001b[2K";

/** A line on a terminal that is drawn over; elsewhere nothing at all. */
export interface StatusLine {
  /** Not more often than ten times a second, unless it is the last time. */
  draw(text: () => string, isLast?: boolean): void;
  /** Writes something else, without tearing the line apart. */
  beside(text: string): void;
  /** Takes the line away. */
  end(): void;
}

export function startStatusLine(output: Output, now: () => number = () => performance.now()): StatusLine {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return { draw, beside, end };

  function draw(text: () => string, isLast = false): void {
    const width = output.width?.();
    if (width === undefined || (now() - drawnAt < REDRAW_MS && !isLast)) return;
    drawnAt = now();
    isDrawn = true;
    output.err(`${CLEAR}${text().slice(0, Math.max(0, width - 1))}`);
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
