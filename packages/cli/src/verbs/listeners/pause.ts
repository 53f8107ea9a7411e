import type { Command } from "commander";
import type { Output } from "../../output.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { assertNotInline } from "./assert-not-inline.js";
import { addOperation, type Done, operate, type Target, unchanged } from "./operation.js";
import { timeText } from "./time-text.js";

const HELP = `Nobody handles events for it until it is resumed; what is under way is not kept. Queries go on seeing the rows that are
there.

Examples:
  $ factum listeners pause TrainingList --reason "moving the disk"
  $ factum listeners resume TrainingList`;

interface PauseOptions extends DatabaseOptions {
  readonly reason: string;
}

/** `factum listeners pause`. */
export function addPause(listeners: Command, output: Output, exit: (code: number) => void): void {
  addOperation(listeners, "pause", { description: "have a listener stand still, in all processes", help: HELP })
    .option("--reason <text>", "for whoever looks at the status", "")
    .action(async (name: string, options: PauseOptions) =>
      exit(await operate(name, options, output, (target) => pause(target, options.reason))),
    );
}

/** @throws {Error} if it is inline */
export async function pause({ desk, view, at }: Target, reason: string): Promise<Done> {
  assertNotInline(view, "pause");
  const { pause: before } = view.report;
  // A new reason would hide what failed.
  if (before !== null) {
    const since = `${shown(view.title)} is paused already, since ${timeText(before.at, at)}`;
    return unchanged(view, `${since}: nothing was changed.`);
  }
  await desk.control.pause(view.name, reason);
  await desk.wake();
  return {
    sentence: `Paused ${shown(view.title)}, which is at position ${grouped(view.position)}. \`factum listeners resume ${shown(view.title)}\` lets it go on.`,
    json: { listener: view.name, changed: true, position: view.position },
  };
}
