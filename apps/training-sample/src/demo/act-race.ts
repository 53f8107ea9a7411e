import { duration, plural } from "../terminal/format.js";
import { startProgress } from "../terminal/progress.js";
import { type Race, type Racer, runRace } from "./race.js";
import type { Stage } from "./stage.js";
import { tellRace } from "./tell-race.js";

/** Act 1: who is first, and what the other one is told. @returns what went wrong, a sentence each */
export async function actRace({ terminal, processes, signal }: Stage, races: number): Promise<string[]> {
  terminal.line(terminal.style("bold", "1  Two people, one registration, the same instant"));
  terminal.line("   An admin cancels a registration at the same instant as its trainee starts a");
  terminal.line("   video. Both read the same version; both are right about what they read.");
  terminal.line("   Two command handlers, each with its own connections, as two processes have.");
  terminal.line();

  const stores = { admin: processes[0].events, trainee: processes[1].events };
  await Promise.all(processes.map(({ pool }) => pool.query("select 1")));
  const progress = startProgress(terminal, { label: "races", unit: "races", total: races, brief: true });
  const startedAt = performance.now();
  const run: Race[] = [];
  while (run.length < races) {
    signal.throwIfAborted();
    run.push(await runRace(stores, run.length % 2 === 0 ? "admin" : "trainee"));
    progress.reach(run.length);
  }
  progress.end();
  const took = performance.now() - startedAt;

  const wonBy = (racer: Racer) => run.filter(({ winner }) => winner === racer);
  const conflicts = run.reduce((sum, race) => sum + race.conflicts, 0);
  terminal.line(
    `   ${plural(races, "race")} in ${duration(took)}; ${plural(conflicts, "append")} met a conflict and led to another decision.`,
  );
  terminal.line();
  terminal.line(
    `   ${String(wonBy("admin").length).padStart(5)}  the cancellation was committed first. The start was decided again, on`,
  );
  terminal.line(`          the canceled registration: ${terminal.style("bold", '"This registration was canceled."')}`);
  terminal.line(
    `   ${String(wonBy("trainee").length).padStart(5)}  the start was committed first. The cancellation was decided again, with`,
  );
  terminal.line("          the video started, and is still right: both were accepted, in this order.");
  terminal.line();

  for (const [racer, title] of [
    ["admin", "A race that the cancellation won:"],
    ["trainee", "A race that the start won:"],
  ] as const) {
    const race = wonBy(racer).find((one) => one.conflicts > 0);
    if (race === undefined) continue;
    terminal.line(`   ${title}`);
    tellRace(terminal, race);
    terminal.line();
  }
  return run.flatMap(({ problem, streamId }) => (problem === undefined ? [] : [`${streamId}: ${problem}.`]));
}
