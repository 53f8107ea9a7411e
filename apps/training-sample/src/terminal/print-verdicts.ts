import type { Verdict } from "../oracle/verdict.js";
import { count } from "./format.js";
import type { Terminal } from "./terminal.js";

const SHOWN = 5;

/** A line for each claim, and below those that do not hold the first few differences. */
export function printVerdicts(terminal: Terminal, verdicts: readonly Verdict[]): void {
  for (const { claim, looked, differences } of verdicts) {
    const sign = differences.length === 0 ? terminal.style("green", "ok  ") : terminal.style("red", "FAIL");
    terminal.line(`   ${sign} ${claim} ${terminal.style("dim", `(${count(looked)})`)}`);
    for (const difference of differences.slice(0, SHOWN)) terminal.line(`        ${difference}`);
    if (differences.length > SHOWN) terminal.line(`        … and ${count(differences.length - SHOWN)} more`);
  }
}
