import type { Command } from "commander";
import type { Output } from "../../output.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { addOperation, type Done, operate, type Target, unchanged } from "./operation.js";

const HELP = `One that was paused by a failure tries the same event again: mend what it failed for first, or \`skip\` that event.

Examples:
  $ factum listeners resume TrainingList`;

/** `factum listeners resume`. */
export function addResume(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "let a paused listener go on where it stands";
  addOperation(listeners, "resume", { description, help: HELP }).action(
    async (name: string, options: DatabaseOptions) => exit(await operate(name, options, output, resume)),
  );
}

export async function resume({ desk, view }: Target): Promise<Done> {
  if (view.report.pause === null) return unchanged(view, `${shown(view.title)} is not paused: nothing was changed.`);
  await desk.control.resume(view.name);
  await desk.wake();
  return {
    sentence: `Resumed ${shown(view.title)}, which goes on behind position ${grouped(view.position)}.`,
    json: { listener: view.name, changed: true, position: view.position },
  };
}
