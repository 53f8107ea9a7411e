import type { Command } from "commander";
import { ExitCode } from "../../exit-code.js";
import type { Output } from "../../output.js";
import { duration } from "../../text/duration.js";
import { shown } from "../../text/shown.js";
import { startStatusLine } from "../../text/status-line.js";
import { interruption } from "../check/interruption.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { cancelRebuild } from "./cancel-rebuild.js";
import { explain } from "./explain.js";
import { type BuildProgress, followRebuild, type RebuildEnd } from "./follow-rebuild.js";
import type { ListenerView } from "./listener-view.js";
import { addOperation, type Done, operate, type Target } from "./operation.js";
import { readModelName } from "./read-model-name.js";
import { rebuildLine } from "./rebuild-progress.js";

const HELP = `The processes that run the listener build new tables beside those that are read, from the first event on, and swap them
in when they have caught up: no query sees a table that is half full. Ctrl-C ends this command; the build goes on.
One that is being made already is watched. One that parks events is swapped in when its dead letters were handled
(\`replay\`), or when you accept that their rows are missing.

Examples:
  $ factum listeners rebuild TrainingList                    shows how far it is, until queries read the new tables
  $ factum listeners rebuild TrainingList --no-wait          for a script
  $ factum listeners rebuild TrainingList --cancel           gives up the one that is being made; live rows are untouched
  $ factum listeners rebuild TrainingList --accept-missing   swaps it in with its dead letters

Exit codes: 0 swapped in (--no-wait: begun, --cancel: given up), 1 the build is paused by a failure or has dead letters, or
it could not be done, 130 stopped by Ctrl-C.`;

interface RebuildOptions extends DatabaseOptions {
  readonly wait: boolean;
  readonly cancel?: true;
  readonly acceptMissing?: true;
}

/** `factum listeners rebuild`. */
export function addRebuild(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "build a read model's tables anew beside those that are read, then swap them in";
  addOperation(listeners, "rebuild", { description, help: HELP })
    .option("--no-wait", "begin, and do not wait for the end")
    .option("--cancel", "give up the build that is being made")
    .option("--accept-missing", "swap it in, once it has caught up, though its dead letters' rows are missing")
    .action(async (name: string, options: RebuildOptions) => {
      const given = [
        options.wait ? [] : "--no-wait",
        options.cancel ? "--cancel" : [],
        options.acceptMissing ? "--accept-missing" : [],
      ].flat();
      if (given.length > 1) throw new Error(`${given.join(" and ")} exclude each other: give one of them.`);
      exit(await (options.cancel ? operate(name, options, output, cancelRebuild) : rebuild(name, options, output)));
    });
}

async function rebuild(name: string, options: RebuildOptions, output: Output): Promise<number> {
  const stop = interruption();
  try {
    return await operate(name, options, output, async (target) => {
      const { desk, view } = target;
      const build = await desk.readModels.startBuild(readModelName(view));
      await desk.wake();
      if (options.wait) return await waitFor(target, build, output, stop.signal, options);
      return {
        sentence: `Began build ${build} of ${titleOf(view)}.${view.owners.length === 0 ? ` ${nobody(view)}` : ""}`,
        json: { listener: view.name, changed: true, build, swapped: false },
      };
    });
  } finally {
    stop.release();
  }
}

/** Waits until it is swapped in. */
export async function waitFor(
  { desk, view, at }: Target,
  build: number,
  output: Output,
  signal: AbortSignal,
  { acceptMissing = false }: { readonly acceptMissing?: boolean } = {},
): Promise<Done> {
  const started = performance.now();
  const progress = showProgress(output, view);
  try {
    const { end, view: built } = await followRebuild({
      desk,
      model: readModelName(view),
      build,
      signal,
      onProgress: progress.reach,
      acceptMissing,
    });
    const ms = Math.round(performance.now() - started);
    return {
      sentence: sentenceOf(end, { view, build, ms, why: built === undefined ? [] : explain(built, at) }),
      json: { listener: view.name, changed: true, build, swapped: end === "swapped", end, ms },
      exitCode: end === "swapped" ? ExitCode.fine : end === "stopped" ? ExitCode.interrupted : ExitCode.failed,
    };
  } finally {
    progress.end();
  }
}

/** Long enough for a process that was wakened to come. */
const UNATTENDED_MS = 5_000;

function showProgress(output: Output, live: ListenerView) {
  const line = startStatusLine(output);
  let first: { readonly at: number; readonly position: number } | undefined;
  let unattendedSince: number | undefined;
  let isTold = live.owners.length === 0;
  if (isTold) output.err(`${nobody(live)}\n`);
  return { reach, end: line.end };

  function reach({ position, goal, view, isAttended }: BuildProgress): void {
    const now = performance.now();
    if (isAttended) unattendedSince = undefined;
    else unattendedSince ??= now;
    if (unattendedSince !== undefined && now - unattendedSince >= UNATTENDED_MS && !isTold) {
      isTold = true;
      line.beside(`${nobody(live)}\n`);
    }
    // Until somebody begins there is no rate.
    if (view !== undefined && isAttended) first ??= { at: now, position };
    const from = first;
    line.draw(() =>
      rebuildLine({ from: from?.position ?? position, position, goal, passedMs: now - (from?.at ?? now) }),
    );
  }
}

function sentenceOf(
  end: RebuildEnd,
  { view, build, ms, why }: { view: ListenerView; build: number; ms: number; why: readonly string[] },
): string {
  const what = `Build ${build} of ${titleOf(view)}`;
  switch (end) {
    case "swapped":
      return `${what} is what queries read now, after ${duration(ms)}. \`factum listeners prune ${titleOf(view)}\` drops the old tables; so does the next rebuild.`;
    case "paused":
      return `${what} stands still, and queries go on reading the old one. ${why.join(" ")}`;
    case "incomplete":
      return `${what} has caught up, and queries go on reading the old one. ${why.join(" ")}`;
    case "gone":
      return `${what} was given up by somebody else. Queries go on reading the old one.`;
    case "stopped":
      return `${what} goes on without this command: \`factum listeners status\` shows how far it is.`;
  }
}

function nobody(view: ListenerView): string {
  return `Nobody runs ${titleOf(view)}: the build waits for a process that has it.`;
}

function titleOf(view: ListenerView): string {
  const { name, version } = readModelName(view);
  return shown(`${name}_v${version}`);
}
