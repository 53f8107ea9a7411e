import type { Terminal } from "../terminal/terminal.js";
import type { Race, RaceStep } from "./race.js";

const COLUMN = 42;

const COLOURS = {
  ask: "bold",
  read: [],
  append: [],
  stored: "green",
  conflict: "yellow",
  told: "bold",
} as const satisfies Record<RaceStep["kind"], Parameters<Terminal["style"]>[0]>;

/** One race as a timeline with a column for each of the two, and what the stream holds at the end. */
export function tellRace(terminal: Terminal, { streamId, steps, events }: Race): void {
  terminal.line(terminal.style("dim", `     ms  ${"the admin's process".padEnd(COLUMN)}the trainee's process`));
  for (const { at, who, what, kind } of steps) {
    const indent = who === "admin" ? "" : " ".repeat(COLUMN);
    terminal.line(`  ${at.toFixed(1).padStart(5)}  ${indent}${terminal.style(COLOURS[kind], what)}`);
  }
  terminal.line(`   ${streamId}`);
  terminal.line(`   holds ${events.map((type, index) => `${index + 1} ${type}`).join(", ")}.`);
}
