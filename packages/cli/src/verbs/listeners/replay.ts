import type { DeadLetter } from "@factum/core";
import type { Command } from "commander";
import { ExitCode } from "../../exit-code.js";
import type { Output } from "../../output.js";
import { bar } from "../../text/bar.js";
import { count } from "../../text/count.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import { startStatusLine } from "../../text/status-line.js";
import { interruption } from "../check/interruption.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { messageOf } from "./failure-text.js";
import { followReplay, type ReplayEnd } from "./follow-replay.js";
import { addOperation, type Done, operate, type Target, unchanged } from "./operation.js";

const HELP = `Whoever runs the listener handles them in their order, each key by itself, and then what comes after them. A key that fails
again stays where it is, with the new error. Mend what they failed for first.

Examples:
  $ factum listeners dead-letters TrainingList
  $ factum listeners replay TrainingList
  $ factum listeners replay TrainingList --key training-0198c0de-0000-7000-8000-000000000001

Exit codes: 0 all were handled (--no-wait: asked for), 1 some failed again or it could not be done, 130 stopped by Ctrl-C.`;

interface ReplayOptions extends DatabaseOptions {
  readonly key?: string;
  readonly wait: boolean;
}

/** `factum listeners replay`. */
export function addReplay(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "have a listener's dead letters handled again, in their order";
  addOperation(listeners, "replay", { description, help: HELP })
    .option("--key <key>", "those of this key alone")
    .option("--no-wait", "ask for it, and do not wait for the end")
    .action(async (name: string, options: ReplayOptions) => {
      const stop = interruption();
      try {
        exit(await operate(name, options, output, (target) => replay(target, options, output, stop.signal)));
      } finally {
        stop.release();
      }
    });
}

export async function replay(
  { desk, view }: Target,
  { key, wait }: Pick<ReplayOptions, "key" | "wait">,
  output: Output,
  signal: AbortSignal,
): Promise<Done> {
  const title = shown(view.title);
  const letters = await desk.control.replay(view.name, key);
  if (letters === 0) {
    return unchanged(view, `${title} has no dead letters${key === undefined ? "" : ` of key ${shown(key)}`}.`);
  }
  await desk.wake();
  const nobody = `Nobody runs ${title}: they wait for a process that has it.`;
  const json = { listener: view.name, changed: true, deadLetters: letters };
  if (!wait) {
    const asked = `${count(letters, "dead letter")} of ${title} will be handled again.`;
    return { sentence: view.owners.length === 0 ? `${asked} ${nobody}` : asked, json };
  }
  if (view.owners.length === 0) output.err(`${nobody}\n`);
  const line = startStatusLine(output);
  try {
    const { end, left, failed } = await followReplay({
      desk,
      listener: view.name,
      key,
      signal,
      onProgress: (left) => line.draw(() => replayLine(letters, left)),
    });
    return {
      sentence: sentenceOf(end, { title, letters, left, failed }),
      json: { ...json, end, left, failed: failed ?? null },
      exitCode: end === "done" ? ExitCode.fine : end === "stopped" ? ExitCode.interrupted : ExitCode.failed,
    };
  } finally {
    line.end();
  }
}

/** There may be more than there were: events of the same keys arrive meanwhile. */
export function replayLine(letters: number, left: number): string {
  const handled = Math.max(0, letters - left);
  return `${bar(handled / letters)}  ${count(left, "dead letter")} left`;
}

function sentenceOf(
  end: ReplayEnd,
  { title, letters, left, failed }: { title: string; letters: number; left: number; failed: DeadLetter | undefined },
): string {
  const what = `${count(letters, "dead letter")} of ${title}`;
  const first =
    failed === undefined || failed.error === null
      ? ""
      : ` The first at position ${grouped(failed.position)}, key ${shown(failed.key)}: ${messageOf(failed.error)}`;
  switch (end) {
    case "done":
      return letters === 1 ? `The dead letter of ${title} was handled.` : `All ${what} were handled.`;
    case "failed":
      return `Of ${what} ${grouped(left)} are left, for some failed again.${first}`;
    case "paused":
      return `${title} is paused, and ${count(left, "dead letter")} wait. \`factum listeners resume ${title}\` lets it go on.`;
    case "stopped":
      return `The replay goes on without this command: \`factum listeners status\` shows how many of ${what} are left.`;
  }
}
