import type { ListenerKind } from "@factum/core";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { shown } from "../../text/shown.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { assertNotInline } from "./assert-not-inline.js";
import { confirm } from "./confirm.js";
import { addOperation, type Done, operate, type Target, unchanged } from "./operation.js";

const HELP = `Empties its tables, forgets its dead letters and starts again from the first event. Until it has caught up queries see a
part of the rows: of a read model \`rebuild\` does the same beside the table that is read. Of a reaction every side effect
happens once more, unless whoever receives it knows its idempotency key.

Examples:
  $ factum listeners rebuild TrainingList       what you want for a read model that is in use
  $ factum listeners reset CourseStatistics     says what it does, and asks
  $ factum listeners reset CourseStatistics --yes`;

interface ResetOptions extends DatabaseOptions {
  readonly yes?: true;
}

/** `factum listeners reset`. */
export function addReset(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "empty a listener's tables and start it again from the first event";
  addOperation(listeners, "reset", { description, help: HELP })
    .option("--yes", "do not ask")
    .action(async (name: string, options: ResetOptions) =>
      exit(await operate(name, options, output, (target) => reset(target, options, output))),
    );
}

const WHAT_IT_DOES: Readonly<Record<ListenerKind, string>> = {
  "read-model":
    "Its tables are emptied, and queries see a part of the rows until it has caught up; `rebuild` avoids that.",
  projection: "The tables that it declares are emptied, and queries see a part of the rows until it has caught up.",
  reaction:
    "Every event is handled once more: side effects happen again, unless their receivers know the idempotency keys.",
};

/** @throws {Error} if it is inline */
export async function reset({ desk, view }: Target, options: Pick<ResetOptions, "yes">, output: Output): Promise<Done> {
  assertNotInline(view, "reset");
  const what = `${shown(view.title)} starts again from the first event, without its dead letters. ${WHAT_IT_DOES[view.kind]}`;
  if (!(await confirm(output, options, `${what}\nShall it?`))) return unchanged(view);
  await desk.control.reset(view.name);
  await desk.wake();
  const emptied = view.kind === "reaction" ? "" : "Emptied its tables: ";
  const goesOn = `${shown(view.title)} starts again from the first event`;
  const paused = view.report.pause === null ? "" : ", and is no longer paused";
  return {
    sentence: `${emptied}${goesOn}${paused}.`,
    json: { listener: view.name, changed: true, position: 0 },
  };
}
