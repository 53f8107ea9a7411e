import { NothingToSkipError, type StoredEvent } from "@factum/core";
import { type Command, InvalidArgumentError } from "commander";
import type { Output } from "../../output.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { assertNotInline } from "./assert-not-inline.js";
import { confirm } from "./confirm.js";
import { addOperation, type Done, operate, type Target, unchanged } from "./operation.js";

const HELP = `The event stays in the log; this listener never handles it, and what it would have changed stays as it is. A later
rebuild comes to it again. The position is asked for so that no other event than the one that you have looked at is lost.

Examples:
  $ factum listeners status                                    says at which position it failed, and why
  $ factum listeners skip TrainingList --position 4711         shows the event, and asks
  $ factum listeners skip TrainingList --position 4711 --yes   for a script`;

interface SkipOptions extends DatabaseOptions {
  readonly position: number;
  readonly yes?: true;
}

/** `factum listeners skip`. */
export function addSkip(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "pass over the one event that a paused listener failed at, for good";
  addOperation(listeners, "skip", { description, help: HELP })
    .requiredOption("--position <position>", "of that event", position)
    .option("--yes", "do not ask")
    .action(async (name: string, options: SkipOptions) =>
      exit(await operate(name, options, output, (target) => skip(target, options, output))),
    );
}

/** @throws {NothingToSkipError} if it is not paused by a failure at that position; an error that says more if it is inline */
export async function skip(
  { desk, view }: Target,
  options: Pick<SkipOptions, "position" | "yes">,
  output: Output,
): Promise<Done> {
  assertNotInline(view, "skip");
  const failedAt = view.report.pause?.failure?.position ?? null;
  if (failedAt !== options.position) throw new NothingToSkipError(view.name, options.position, failedAt);
  const [event] = await desk.events.readBatch({ after: failedAt - 1, upTo: failedAt, limit: 1 });
  output.err(describeEvent(failedAt, event));
  const isMeant = await confirm(output, options, `Shall ${shown(view.title)} never handle it?`);
  if (!isMeant) return unchanged(view);
  await desk.control.skip(view.name, failedAt);
  await desk.wake();
  const what = event === undefined ? "" : ` (${shown(event.type)} of ${shown(event.streamId)})`;
  return {
    sentence: `${shown(view.title)} passes over position ${grouped(failedAt)}${what} and goes on behind it.`,
    json: { listener: view.name, changed: true, position: failedAt },
  };
}

/** As much of the data as a screen holds. */
const MOST_DATA = 2_000;

function describeEvent(at: number, event: StoredEvent | undefined): string {
  if (event === undefined) return `There is no event at position ${grouped(at)}.\n`;
  const data = shown(JSON.stringify(event.data));
  return [
    `Position ${grouped(at)}: ${shown(event.type)}, schema version ${event.schemaVersion}`,
    `  of ${shown(event.streamId)}, version ${event.version}, stored at ${event.recordedAt}`,
    `  ${data.length > MOST_DATA ? `${data.slice(0, MOST_DATA)}…` : data}`,
    "",
  ].join("\n");
}

function position(text: string): number {
  const value = Number(text.replaceAll(",", ""));
  if (/^[\d,]{1,20}$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("Give the position that the status names, e.g. 4711.");
}
