import type { Output } from "../output.js";
import { paint } from "../text/paint.js";
import type { RoundReport } from "./watch-round.js";

/** Clears the screen and what was scrolled out of it, and goes to its top. */
const CLEAR = "\x1b[2J\x1b[3J\x1b[H";

/** Shows how things stand while models are watched. */
export interface WatchScreen {
  start(line: string): void;
  show(report: RoundReport): void;
}

/** On a terminal the screen is the present state; elsewhere a line says what changed, and nothing is said twice. */
export function createWatchScreen({ out, err, color, isTerminal = false }: Output): WatchScreen {
  let head = "";
  let before: string | undefined;
  return isTerminal ? { start, show: showState } : { start, show: showChange };

  function start(line: string): void {
    head = line;
    out(`${line}\n`);
  }

  function showState(report: RoundReport): void {
    if (!isNews(report)) return;
    const { changes, problems, isFine } = report;
    out(`${CLEAR}${head}\n\n${changes}${problems}${paint(lastLine(report), isFine ? "green" : "red", color)}\n`);
  }

  function showChange(report: RoundReport): void {
    if (!isNews(report)) return;
    out(report.changes);
    err(report.problems);
    out(`${lastLine(report)}\n`);
  }

  /** Most rounds only make sure that nothing changed. */
  function isNews({ changes, problems, state, left }: RoundReport): boolean {
    const now = `${problems}${state}${left}`;
    if (changes === "" && now === before) return false;
    before = now;
    return true;
  }
}

function lastLine({ state, work, left }: RoundReport): string {
  return `${state}${work === "" ? "" : `, ${work}`}${left === "" ? "" : `; ${left}`}.`;
}
