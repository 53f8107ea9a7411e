import { count, duration } from "./format.js";
import type { Terminal } from "./terminal.js";

const CELLS = 24;
const REDRAW_MS = 50;

/** Shows how far a piece of work is, how fast it goes and how long it still takes. */
export interface Progress {
  /** So much of the total is done. */
  reach(done: number): void;
  /** All is done, or given up: leaves the line as it is. */
  end(): void;
}

/** A bar that is drawn over on a terminal; elsewhere a plain line for every 10 %, or nothing if it is `brief`. */
export function startProgress(
  terminal: Terminal,
  work: { readonly label: string; readonly unit: string; readonly total: number; readonly brief?: boolean },
  now: () => number = () => performance.now(),
): Progress {
  const startedAt = now();
  let done = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let tenths = 0;

  const text = () => {
    const passed = now() - startedAt;
    const rate = passed > 0 ? done / passed : 0;
    const share = work.total === 0 ? 1 : Math.min(1, done / work.total);
    const filled = Math.round(share * CELLS);
    const bar = terminal.interactive ? `${"█".repeat(filled)}${"░".repeat(CELLS - filled)} ` : "";
    const left =
      share === 1 ? `done in ${duration(passed)}` : `${rate > 0 ? duration((work.total - done) / rate) : "?"} left`;
    const percent = `${Math.floor(share * 100)} %`.padStart(5);
    return `   ${work.label} ${bar}${percent}  ${count(rate * 1_000)} ${work.unit}/s, ${left}`;
  };

  return {
    reach(reached) {
      done = reached;
      if (terminal.interactive) {
        if (now() - drawnAt < REDRAW_MS && done < work.total) return;
        drawnAt = now();
        terminal.redraw(text());
        return;
      }
      if (work.brief === true) return;
      const reachedTenths = Math.floor((10 * done) / Math.max(1, work.total));
      if (reachedTenths > tenths) terminal.line(text());
      tenths = Math.max(tenths, reachedTenths);
    },
    end() {
      if (terminal.interactive) {
        terminal.redraw(text());
        terminal.line();
      }
    },
  };
}
