import { type Diagnostic, formatDiagnostic, type WatchRound } from "@factum/codegen";
import { count } from "../text/count.js";
import { DONE } from "../text/file-changes.js";

/** What a round came to, for people. */
export interface RoundReport {
  /** What was written, a line each; empty for most rounds. */
  readonly changes: string;
  /** What is wrong with the models, with frames, and a line for each warning; empty if nothing is. */
  readonly problems: string;
  /** The present state, e.g. `OK: 3 models, 1 warning`. */
  readonly state: string;
  /** What it took, e.g. `4 written, 120 ms`; empty if nothing was written. */
  readonly work: string;
  /** What is left to do, e.g. ``2 entries of the lock wait for `npx factum generate` ``; empty if nothing is. */
  readonly left: string;
  readonly isFine: boolean;
}

/**
 * @param color whether problems may be coloured
 * @param generate the command that writes what waits
 */
export function describeRound(round: WatchRound, color = false, generate = "npx factum generate"): RoundReport {
  if ("error" in round) {
    const message = round.error instanceof Error ? round.error.message : String(round.error);
    return {
      changes: "",
      problems: `${message}\n`,
      state: "Nothing could be written",
      work: "",
      left: "",
      isFine: false,
    };
  }
  const { models, diagnostics, changes, waiting } = round.result;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const found = [count(models, "model"), ...(warnings === 0 ? [] : [count(warnings, "warning")])].join(", ");
  const work = changes.length === 0 ? "" : `${changes.length} written, ${Math.round(round.milliseconds)} ms`;
  return {
    changes: changes.map(({ kind, file }) => `${DONE[kind]} ${file}\n`).join(""),
    problems: diagnostics.map((diagnostic) => describeProblem(diagnostic, color)).join(""),
    state:
      errors === 0 ? `OK: ${found}` : `${count(errors, "error")} in ${count(models, "model")}, nothing was written`,
    work,
    left: describeWaiting(waiting, generate),
    isFine: errors === 0,
  };
}

/** What a watch never writes: whoever types has released nothing. */
function describeWaiting(waiting: readonly string[], generate: string): string {
  if (waiting.length === 0) return "";
  const entries = waiting.length === 1 ? "1 entry of the lock waits" : `${waiting.length} entries of the lock wait`;
  return `${entries} for \`${generate}\``;
}

/** Errors in full. A warning stays for as long as somebody works on something, and is a line. */
function describeProblem(diagnostic: Diagnostic, color: boolean): string {
  if (diagnostic.severity === "error") return `${formatDiagnostic(diagnostic, { color })}\n`;
  const { code, message, hint, location } = diagnostic;
  const [advice = ""] = (hint ?? "").split("\n", 1);
  return `${location.file}:${location.line} warning ${code}: ${`${message} ${advice}`.trimEnd()}\n`;
}
